------------------------------ MODULE OnceSpec ------------------------------
(***************************************************************************)
(* What a user of a Once relies on.  The first call runs the function;     *)
(* every other one waits for its end.  A call is refused as a deadlock     *)
(* only if tasks really wait for one another in a circle; that there are   *)
(* no other endless waits is a matter of liveness (EveryCallReturns in     *)
(* module Once).                                                           *)
(*                                                                         *)
(* There is no queue here: those who wait go on in any order.              *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS Task, Once, Memo, Ops

VARIABLES
    state,  \* of each Once: new, running, done or failed
    user    \* the calls of each task, innermost last

uvars == <<state, user>>

Top(t)     == user[t][Len(user[t])]
Is(t, pc)  == user[t] # <<>> /\ Top(t).pc = pc
With(t, f) == [user EXCEPT ![t][Len(user[t])] = f]
Gets(t, r) == user' = With(t, [pc |-> "returning", res |-> r])

Ended(o)   == state[o] \in {"done", "failed"}
Runs(t, o) == \E i \in DOMAIN user[t] : user[t][i] = [pc |-> "running", on |-> o]

UInit == /\ state = [o \in Once |-> "new"]
         /\ user = [t \in Task |-> <<>>]

\* A task, or the function that it runs, calls.
Invoke(t, op, o) ==
    /\ \/ user[t] = <<>> /\ op \in Ops
       \/ Is(t, "running") /\ op = "run"
    /\ user' = [user EXCEPT ![t] = Append(@, [pc |-> "pending", op |-> op, on |-> o])]
    /\ UNCHANGED state

\* The call returns.
UReturn(t) ==
    /\ Is(t, "returning")
    /\ user' = [user EXCEPT ![t] = SubSeq(@, 1, Len(@) - 1)]
    /\ UNCHANGED state

\* The first call runs the function.
Start(t) ==
    /\ Is(t, "pending") /\ state[Top(t).on] = "new"
    /\ state' = [state EXCEPT ![Top(t).on] = "running"]
    /\ user' = With(t, [pc |-> "running", on |-> Top(t).on])

\* The function returns or throws.
Stop(t) ==
    /\ Is(t, "running")
    /\ \/ /\ state' = [state EXCEPT ![Top(t).on] = "done"]
          /\ Gets(t, "ok")
       \/ /\ state' = [state EXCEPT ![Top(t).on] = IF Top(t).on \in Memo THEN "failed" ELSE "done"]
          /\ Gets(t, "failed")

\* Every other call returns after that.
Join(t) ==
    /\ Is(t, "pending") /\ Ended(Top(t).on)
    /\ Gets(t, IF state[Top(t).on] = "failed" THEN "failed" ELSE "ok")
    /\ UNCHANGED state

\* A call that waits for itself, perhaps through others, is refused.
Refuse(t) ==
    /\ Is(t, "pending")
    /\ \E n \in 1..Cardinality(Once) : \E chain \in [1..n -> Task] :
          /\ Runs(chain[1], Top(t).on) /\ chain[n] = t
          /\ \A i \in 1..n-1 : Is(chain[i], "pending") /\ Runs(chain[i+1], Top(chain[i]).on)
    /\ Gets(t, "deadlock")
    /\ UNCHANGED state

\* An interrupted call has no effect.
GiveUp(t) ==
    /\ Is(t, "pending") /\ Top(t).op = "runInterruptibly"
    /\ Gets(t, "interrupted")
    /\ UNCHANGED state

UNext == \E t \in Task :
            \/ \E op \in Ops \cup {"run"}, o \in Once : Invoke(t, op, o)
            \/ UReturn(t) \/ Start(t) \/ Stop(t) \/ Join(t) \/ Refuse(t) \/ GiveUp(t)

Spec == UInit /\ [][UNext]_uvars
=============================================================================
