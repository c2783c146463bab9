----------------------- MODULE MCOrChannelRecursive -----------------------
(* Model checking of module OrChannelRecursive: inputs, and plain calls.   *)
EXTENDS OrChannelRecursive

\* A cfg cannot write a sequence.
Nothing == <<>>
One     == <<"c1">>
Two     == <<"c1", "c2">>
Three   == <<"c1", "c2", "c3">>
Four    == <<"c1", "c2", "c3", "c4">>
Five    == <<"c1", "c2", "c3", "c4", "c5">>
Seven   == <<"c1", "c2", "c3", "c4", "c5", "c6", "c7">>

\* c1!a sends a on c1, c1# closes it.
MCPlain(f) ==
    LET sends(c, v) == [kind |-> "select", cases |-> <<[ch |-> c, dir |-> "send", val |-> v]>>, mode |-> "block"]
        closes(c)   == [kind |-> "close", ch |-> c]
    IN CASE f = "c1!a" -> sends("c1", "a")
         [] f = "c4!a" -> sends("c4", "a")
         [] f = "c1#"  -> closes("c1")
         [] f = "c2#"  -> closes("c2")
         [] f = "c4#"  -> closes("c4")
         [] f = "c5#"  -> closes("c5")
         [] f = "c7#"  -> closes("c7")
=============================================================================
