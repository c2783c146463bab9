-------------------------- MODULE ExamplePipeline --------------------------
(***************************************************************************)
(* A program over channels, as an example to copy.  A producer sends all   *)
(* items and closes; a worker passes them on, and closes its output when   *)
(* its input is closed and drained; a consumer receives until closed.      *)
(*                                                                         *)
(*     producer  --in-->  worker  --out-->  consumer                       *)
(*                                                                         *)
(* Each channel is an instance of module Channel with five variables of    *)
(* its own.  A task's step is a Call or a Return; what happens between     *)
(* the two is the channel's affair.  Nobody is interrupted and nothing is  *)
(* timed: Withdraw and RefuseInterrupted are left out of Next.             *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANTS
    Items,     \* what is sent, a sequence of strings or model values
    Capacity,  \* of both channels
    Tidy       \* does the worker close its output?

VARIABLES
    inBuf, inClosed, inSendq, inRecvq, inTask,
    outBuf, outClosed, outSendq, outRecvq, outTask,
    at,        \* where each task is in its program
    todo,      \* the items that the producer has yet to send
    held,      \* the item that the worker passes on
    got        \* the items that the consumer has received

\* For Items, because a cfg cannot write a sequence.
ThreeItems == <<"a", "b", "c">>
OneItem    == <<"a">>

Task == {"producer", "worker", "consumer"}
Ops  == {"send", "recv", "close"}
Val  == {Items[i] : i \in DOMAIN Items}

In == INSTANCE Channel WITH
    buf <- inBuf, closed <- inClosed, sendq <- inSendq, recvq <- inRecvq, task <- inTask,
    Cap <- Capacity, Nil <- FALSE

Out == INSTANCE Channel WITH
    buf <- outBuf, closed <- outClosed, sendq <- outSendq, recvq <- outRecvq, task <- outTask,
    Cap <- Capacity, Nil <- FALSE

inVars  == <<inBuf, inClosed, inSendq, inRecvq, inTask>>
outVars == <<outBuf, outClosed, outSendq, outRecvq, outTask>>
vars    == <<inVars, outVars, at, todo, held, got>>

Init ==
    /\ In!Init /\ Out!Init
    /\ at = [t \in Task |-> "top"]
    /\ todo = Items
    /\ held = In!None
    /\ got = <<>>

Go(t, from, to) == at[t] = from /\ at' = [at EXCEPT ![t] = to]

(* for (T item : items) in.send(item);  in.close();                        *)
Produce ==
    /\ \/ /\ Go("producer", "top", "sending")
          /\ todo # <<>>
          /\ In!Call("producer", "send", Head(todo))
          /\ todo' = Tail(todo)
       \/ /\ Go("producer", "sending", "top")
          /\ In!Return("producer", "sent")
          /\ UNCHANGED todo
       \/ /\ Go("producer", "top", "closing")
          /\ todo = <<>>
          /\ In!Call("producer", "close", In!None)
          /\ UNCHANGED todo
       \/ /\ Go("producer", "closing", "end")
          /\ In!Return("producer", "ok")
          /\ UNCHANGED todo
    /\ UNCHANGED <<outVars, held, got>>

(* for (T item : in) out.send(item);  out.close();                         *)
Work ==
    /\ \/ /\ Go("worker", "top", "receiving")
          /\ In!Call("worker", "recv", In!None)
          /\ UNCHANGED <<outVars, held>>
       \/ \E item \in Val :
          /\ Go("worker", "receiving", "received")
          /\ In!Return("worker", item)
          /\ held' = item
          /\ UNCHANGED outVars
       \/ /\ Go("worker", "received", "sending")
          /\ Out!Call("worker", "send", held)
          /\ UNCHANGED <<inVars, held>>
       \/ /\ Go("worker", "sending", "top")
          /\ Out!Return("worker", "sent")
          /\ UNCHANGED <<inVars, held>>
       \/ /\ Go("worker", "receiving", IF Tidy THEN "drained" ELSE "end")
          /\ In!Return("worker", "closed")
          /\ UNCHANGED <<outVars, held>>
       \/ /\ Go("worker", "drained", "closing")
          /\ Out!Call("worker", "close", Out!None)
          /\ UNCHANGED <<inVars, held>>
       \/ /\ Go("worker", "closing", "end")
          /\ Out!Return("worker", "ok")
          /\ UNCHANGED <<inVars, held>>
    /\ UNCHANGED <<todo, got>>

(* for (T item : out) got.add(item);                                       *)
Consume ==
    /\ \/ /\ Go("consumer", "top", "receiving")
          /\ Out!Call("consumer", "recv", Out!None)
          /\ UNCHANGED got
       \/ \E item \in Val :
          /\ Go("consumer", "receiving", "top")
          /\ Out!Return("consumer", item)
          /\ got' = Append(got, item)
       \/ /\ Go("consumer", "receiving", "end")
          /\ Out!Return("consumer", "closed")
          /\ UNCHANGED got
    /\ UNCHANGED <<inVars, todo, held>>

(* The channels do what they were called for, and wake who was waiting.    *)
InActs(t)  == (In!Section(t) \/ In!Resume(t))   /\ UNCHANGED <<outVars, at, todo, held, got>>
OutActs(t) == (Out!Section(t) \/ Out!Resume(t)) /\ UNCHANGED <<inVars, at, todo, held, got>>

(* The program is over: the only state that may have no other successor.   *)
Over == (\A t \in Task : at[t] = "end") /\ UNCHANGED vars

Next == Produce \/ Work \/ Consume \/ (\E t \in Task : InActs(t) \/ OutActs(t)) \/ Over

Spec == Init /\ [][Next]_vars /\ WF_vars(Next)

-----------------------------------------------------------------------------

\* Whatever has been received was sent first, in the same order.
InOrder == \E n \in 0..Len(Items) : got = SubSeq(Items, 1, n)

\* Once the consumer has come to the end it has received everything.
NothingMissing == at["consumer"] = "end" => got = Items

\* The program ends.
Terminates == <>(\A t \in Task : at[t] = "end")
=============================================================================
