--------------------------- MODULE WaitGroupSpec ---------------------------
(***************************************************************************)
(* What a user of a WaitGroup relies on.  Each operation takes effect at   *)
(* one moment; an await takes effect at a moment when the counter is zero, *)
(* and whoever was waiting when it became zero has been released, whatever *)
(* happens afterwards.                                                     *)
(*                                                                         *)
(* There is no queue here: those who wait come out in any order.           *)
(***************************************************************************)
EXTENDS Integers

CONSTANTS Task, Most, Limit, Ops

VARIABLES
    count,  \* how much is still to be done
    user    \* what each task sees of its operation

uvars == <<count, user>>

Gets(r)        == [pc |-> "returning", res |-> r]
Adding(t)      == user[t].pc = "pending" /\ user[t].op \in {"add", "done"}
Awaiting(t)    == user[t].pc = "pending" /\ user[t].op \in {"await", "awaitFor", "tryAwait"}
Waiting(t)     == user[t].pc = "waiting"
SomebodyLeaves == \E t \in Task : user[t].pc = "released"

UInit == /\ count = 0
         /\ user = [t \in Task |-> [pc |-> "idle"]]

\* A task calls an operation.
Invoke(t, op, k) ==
    /\ user[t].pc = "idle" /\ op \in Ops
    /\ user' = [user EXCEPT ![t] = [pc |-> "pending", op |-> op, by |-> k]]
    /\ UNCHANGED count

\* An operation returns.
UReturn(t) == /\ user[t].pc = "returning"
              /\ user' = [user EXCEPT ![t] = [pc |-> "idle"]]
              /\ UNCHANGED count

\* An add that is no mistake changes the counter; if that makes it zero, all who wait are released.
UAdd(t) ==
    /\ Adding(t) /\ count + user[t].by \in 0..Limit
    /\ (count = 0 /\ user[t].by > 0) => ~SomebodyLeaves
    /\ count' = count + user[t].by
    /\ user' = [u \in Task |-> CASE u = t                       -> Gets("ok")
                                 [] Waiting(u) /\ count' = 0     -> [pc |-> "released"]
                                 [] OTHER                        -> user[u]]

\* A mistake is told and has no effect.
Mistake(t) ==
    /\ Adding(t)
    /\ \/ /\ count + user[t].by < 0
          /\ user' = [user EXCEPT ![t] = Gets("negative WaitGroup counter")]
       \/ /\ count + user[t].by > Limit
          /\ user' = [user EXCEPT ![t] = Gets("WaitGroup counter overflow")]
       \/ /\ count = 0 /\ user[t].by > 0 /\ SomebodyLeaves
          /\ user' = [user EXCEPT ![t] = Gets("WaitGroup is reused before previous Wait has returned")]
    /\ UNCHANGED count

\* An await at zero succeeds.
Pass(t) == /\ Awaiting(t) /\ count = 0
           /\ user' = [user EXCEPT ![t] = Gets("ok")]
           /\ UNCHANGED count

\* Another one waits, or gives up at once.
Wait(t) == /\ Awaiting(t) /\ count > 0
           /\ user' = [user EXCEPT ![t] = IF user[t].op = "tryAwait" THEN Gets("not ready")
                                          ELSE [pc |-> "waiting", op |-> user[t].op]]
           /\ UNCHANGED count

\* Who has been released comes out.
Leave(t) == /\ user[t].pc = "released"
            /\ user' = [user EXCEPT ![t] = Gets("ok")]
            /\ UNCHANGED count

\* An await that is interrupted or whose time has run out has no effect.
GiveUp(t) == /\ Waiting(t) \/ (Awaiting(t) /\ user[t].op # "tryAwait")
             /\ \/ user' = [user EXCEPT ![t] = Gets("interrupted")]
                \/ /\ Waiting(t) /\ user[t].op = "awaitFor"
                   /\ user' = [user EXCEPT ![t] = Gets("timed out")]
             /\ UNCHANGED count

UNext == \E t \in Task : \/ \E op \in Ops, k \in -Most..Most : Invoke(t, op, k)
                         \/ UReturn(t) \/ UAdd(t) \/ Mistake(t) \/ Pass(t) \/ Wait(t) \/ Leave(t) \/ GiveUp(t)

Spec == UInit /\ [][UNext]_uvars
=============================================================================
