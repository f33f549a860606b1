"""Every question, and how to ask it: one `.rq` file each, its parameters bound as terms.

Each room is entered by its door, the names that its `__init__` hands out; each stands on those below it:

    comparison                          two plans, municipalities, themes or partners side by side
    dossiers                            all that one plan says of one actor, in sections of plain values
    exports, search, model, changes     an answer as a file; words; the model documented; versions compared in words
    answers                             from a question and its values to rows, and how far those can be trusted
    questions                           the library: a file with a header, read, proved and kept by edition

`library` and `panels` hold the files themselves: what people can ask, and what pages ask.
"""
