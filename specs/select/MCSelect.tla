------------------------------ MODULE MCSelect ------------------------------
(* Model checking of module Select: the calls that the configurations use. *)
EXTENDS Select

\* A call is named after what it does: x!a sends a on x, x? receives from x, x# closes x; a select
\* has several of these, and perhaps a default or a timeout.
\* x and y are unbuffered, b has one slot.
MCCapOf(c) == IF c = "b" THEN 1 ELSE 0

MCShape(f) ==
    CASE f = "x!a"             -> Selecting(<<Snd("x", "a")>>, "block")
      [] f = "x?"              -> Selecting(<<Rcv("x")>>, "block")
      [] f = "y!b"             -> Selecting(<<Snd("y", "b")>>, "block")
      [] f = "y?"              -> Selecting(<<Rcv("y")>>, "block")
      [] f = "b!a"             -> Selecting(<<Snd("b", "a")>>, "block")
      [] f = "b?"              -> Selecting(<<Rcv("b")>>, "block")
      [] f = "x?/y?:timed"     -> Selecting(<<Rcv("x"), Rcv("y")>>, "timed")
      [] f = "y?/x?"           -> Selecting(<<Rcv("y"), Rcv("x")>>, "block")
      [] f = "x!a/y!b"         -> Selecting(<<Snd("x", "a"), Snd("y", "b")>>, "block")
      [] f = "x!a/y?"          -> Selecting(<<Snd("x", "a"), Rcv("y")>>, "block")
      [] f = "x?/y!b:timed"    -> Selecting(<<Rcv("x"), Snd("y", "b")>>, "timed")
      [] f = "x?:timed"        -> Selecting(<<Rcv("x")>>, "timed")
      [] f = "y!b:timed"       -> Selecting(<<Snd("y", "b")>>, "timed")
      [] f = "x?/x!b"          -> Selecting(<<Rcv("x"), Snd("x", "b")>>, "block")
      [] f = "x!b/x?"          -> Selecting(<<Snd("x", "b"), Rcv("x")>>, "block")
      [] f = "x?/x?"           -> Selecting(<<Rcv("x"), Rcv("x")>>, "block")
      [] f = "b!b/b?"          -> Selecting(<<Snd("b", "b"), Rcv("b")>>, "block")
      [] f = "x?/b!b"          -> Selecting(<<Rcv("x"), Snd("b", "b")>>, "block")
      [] f = "x?/nil!a"        -> Selecting(<<Rcv("x"), Snd(NilChan, "a")>>, "block")
      [] f = "nil?:timed"      -> Selecting(<<Rcv(NilChan)>>, "timed")
      [] f = "x?/y?/b?"        -> Selecting(<<Rcv("x"), Rcv("y"), Rcv("b")>>, "block")
      [] f = "x!b/y!a/b!b:timed" -> Selecting(<<Snd("x", "b"), Snd("y", "a"), Snd("b", "b")>>, "timed")
      [] f = "y?/x!a/b!b/b?"   -> Selecting(<<Rcv("y"), Snd("x", "a"), Snd("b", "b"), Rcv("b")>>, "block")
      [] f = "none"            -> Selecting(<<>>, "block")
      [] f = "x?/y?:default"   -> Selecting(<<Rcv("x"), Rcv("y")>>, "default")
      [] f = "x!a:default"     -> Selecting(<<Snd("x", "a")>>, "default")
      [] f = "b?:default"      -> Selecting(<<Rcv("b")>>, "default")
      [] f = "b!a:default"     -> Selecting(<<Snd("b", "a")>>, "default")
      [] f = "y!b/x?:default"  -> Selecting(<<Snd("y", "b"), Rcv("x")>>, "default")
      [] f = "x#"              -> Closing("x")
      [] f = "y#"              -> Closing("y")
      [] f = "b#"              -> Closing("b")

Symmetry == Permutations(Task)
=============================================================================
