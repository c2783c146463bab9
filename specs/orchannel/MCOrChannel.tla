---------------------------- MODULE MCOrChannel ----------------------------
(* Model checking of module OrChannel: lists of inputs, and plain calls.   *)
EXTENDS OrChannel, TLC

\* Users are interchangeable: sound for safety, not for liveness.
Symmetry == Permutations(User)

\* x and y are unbuffered, b has one slot.
MCCapOf(c) == IF c = "b" THEN 1 ELSE 0

\* A cfg cannot write a sequence.
Nothing   == <<>>
OnlyNil   == <<NilChan>>
One       == <<"x">>
Two       == <<"x", "y">>
Twice     == <<"x", NilChan, "x">>
Mixed     == <<"b", "x">>
Many      == <<"b", "x", NilChan, "y", "x">>

\* x!a sends a on x, x? receives from x, x# closes x.
MCPlain(f) ==
    LET sends(c, v) == [kind |-> "select", cases |-> <<[ch |-> c, dir |-> "send", val |-> v]>>, mode |-> "block"]
        takes(c)    == [kind |-> "select", cases |-> <<Receiving(c)>>, mode |-> "block"]
        closes(c)   == [kind |-> "close", ch |-> c]
    IN CASE f = "x!a" -> sends("x", "a")
         [] f = "x!b" -> sends("x", "b")
         [] f = "y!b" -> sends("y", "b")
         [] f = "b!a" -> sends("b", "a")
         [] f = "x?"  -> takes("x")
         [] f = "y?"  -> takes("y")
         [] f = "b?"  -> takes("b")
         [] f = "x#"  -> closes("x")
         [] f = "y#"  -> closes("y")
         [] f = "b#"  -> closes("b")

\* For models in which nobody is interrupted.
NeverRefused(t) == FALSE
NeverWithdrawn(t, why) == FALSE
=============================================================================
