------------------------- MODULE ExampleConfinement -------------------------
(***************************************************************************)
(* Lexical confinement: the owner of a channel makes it, sends, closes,    *)
(* and hands out a view from which one can only receive.                   *)
(*                                                                         *)
(*     Receiver<T> results() { ...start the owner...                       *)
(*                             return channel.receiveOnly(); }             *)
(*                                                                         *)
(* Without the view a consumer can do what only the owner may: here it     *)
(* closes the channel when it has seen enough, and the owner's next send   *)
(* fails.  Nobody is interrupted.                                          *)
(***************************************************************************)
EXTENDS Channel

CONSTANT Confined  \* whether the consumer holds the receive-only view

VARIABLE at        \* where each task is in its program

all == <<vars, at>>

EInit == Init /\ at = [t \in Task |-> "top"]

Go(t, from, to) == at[t] = from /\ at' = [at EXCEPT ![t] = to]

\* channel.send("a"); channel.send("b"); channel.close();
Own ==
    /\ at["owner"] \notin {"end", "failed"}
    /\ \/ Go("owner", "top", "sending a")       /\ Call("owner", "send", "a")
       \/ Go("owner", "sending a", "a is sent") /\ Return("owner", "sent")
       \/ Go("owner", "a is sent", "sending b") /\ Call("owner", "send", "b")
       \/ Go("owner", "sending b", "b is sent") /\ Return("owner", "sent")
       \/ Go("owner", "b is sent", "closing")   /\ Call("owner", "close", None)
       \/ Go("owner", "closing", "end")         /\ Return("owner", "ok")
       \/ /\ at' = [at EXCEPT !["owner"] = "failed"]
          /\ \E r \in {SentOnClosed, ClosedTwice} : Return("owner", r)

\* for (T value : channel) { ... }, or a close after the first value.
Consume ==
    /\ at["consumer"] # "end"
    /\ \/ Go("consumer", "top", "receiving") /\ Call("consumer", "recv", None)
       \/ /\ Go("consumer", "receiving", IF Confined THEN "top" ELSE "has enough")
          /\ \E v \in Val : Return("consumer", v)
       \/ Go("consumer", "receiving", "end") /\ Return("consumer", "closed")
       \/ Go("consumer", "has enough", "closing") /\ Call("consumer", "close", None)
       \/ /\ Go("consumer", "closing", "end")
          /\ \E r \in {"ok", ClosedTwice} : Return("consumer", r)

\* The channel does what it was called for.
Acts(t) == (Section(t) \/ Resume(t)) /\ UNCHANGED at

Over == (\A t \in Task : at[t] \in {"end", "failed"}) /\ UNCHANGED all

ENext == Own \/ Consume \/ (\E t \in Task : Acts(t)) \/ Over

ESpec == EInit /\ [][ENext]_all /\ WF_all(ENext)

-----------------------------------------------------------------------------

\* Nobody sends on a closed channel, and nobody closes it twice.
NobodyPanics == at["owner"] # "failed"

\* The program ends.
Terminates == <>(\A t \in Task : at[t] = "end")
=============================================================================
