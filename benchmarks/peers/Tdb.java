import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.QueryCancelledException;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.tdb2.TDB2Factory;

/**
 * A SPARQL endpoint over a TDB2 database, as thin as can be: Debian has the engine but not Fuseki, its server.
 *
 * <p>Run as java -cp JARS Tdb.java FOLDER PORT SECONDS. A query has its own transaction and thread; the answer is whole
 * before it is sent, so that a late one can still be refused.
 */
public final class Tdb {
    private static final int THREADS = 4;

    private Tdb() {}

    /** Serve the database in the folder given until killed. */
    public static void main(String[] arguments) throws IOException {
        Dataset dataset = TDB2Factory.connectDataset(arguments[0]);
        long seconds = Long.parseLong(arguments[2]);
        InetAddress host = InetAddress.getLoopbackAddress();
        HttpServer server = HttpServer.create(new InetSocketAddress(host, Integer.parseInt(arguments[1])), 0);
        server.setExecutor(Executors.newFixedThreadPool(THREADS));
        server.createContext("/sparql", exchange -> answer(exchange, dataset, seconds));
        server.start();
    }

    /** Answer one request. */
    private static void answer(HttpExchange exchange, Dataset dataset, long seconds) throws IOException {
        byte[] body;
        int status = 200;
        try {
            String raw = exchange.getRequestURI().getRawQuery();
            body = results(dataset, URLDecoder.decode(raw.substring("query=".length()), StandardCharsets.UTF_8), seconds);
        } catch (QueryCancelledException late) {
            status = 503;
            body = ("no answer within " + seconds + " s").getBytes(StandardCharsets.UTF_8);
        } catch (RuntimeException wrong) {
            status = 500;
            body = String.valueOf(wrong).getBytes(StandardCharsets.UTF_8);
        }
        exchange.getResponseHeaders().set("Content-Type", "application/sparql-results+json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    /** Give the results of a query as JSON. */
    private static byte[] results(Dataset dataset, String query, long seconds) {
        ByteArrayOutputStream written = new ByteArrayOutputStream();
        dataset.begin(ReadWrite.READ);
        try (QueryExecution execution = QueryExecutionFactory.create(query, dataset)) {
            execution.setTimeout(seconds, TimeUnit.SECONDS);
            if (execution.getQuery().isAskType()) {
                ResultSetFormatter.outputAsJSON(written, execution.execAsk());
            } else {
                ResultSetFormatter.outputAsJSON(written, execution.execSelect());
            }
        } finally {
            dataset.end();
        }
        return written.toByteArray();
    }
}
