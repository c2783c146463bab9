----------------------------- MODULE OnceCircle -----------------------------
(***************************************************************************)
(* Deadlock with a single task:                                            *)
(*                                                                         *)
(*     var onceA, onceB sync.Once                                          *)
(*     var initB func()                                                    *)
(*     initA := func() { onceB.Do(initB) }                                 *)
(*     initB = func() { onceA.Do(initA) }                                  *)
(*     onceA.Do(initA)                                                     *)
(*                                                                         *)
(* The inner onceA.Do waits for the outer one, which waits for it.  Room   *)
(* once has the repaired Once in full.                                     *)
(***************************************************************************)
EXTENDS Naturals, Sequences

CONSTANT Reports    \* whether a Once that waits for itself says so instead

VARIABLES
    begun,      \* the Onces whose function has begun
    stack,      \* the calls of the task, innermost last
    reported    \* whether the innermost call has been refused

vars == <<begun, stack, reported>>

Init == begun = {} /\ stack = <<>> /\ reported = FALSE

Inner(o) == IF o = "A" THEN "B" ELSE "A"
Callee   == IF stack = <<>> THEN "A" ELSE Inner(stack[Len(stack)])     \* what the program calls next

\* The first call of a Once runs its function.
Begin == /\ ~reported /\ Callee \notin begun
         /\ begun' = begun \cup {Callee}
         /\ stack' = Append(stack, Callee)
         /\ UNCHANGED reported

\* Another call while it runs waits for its end, for ever, or says that this is a deadlock.
Report == /\ Reports /\ ~reported /\ \E i \in DOMAIN stack : stack[i] = Callee
          /\ reported' = TRUE
          /\ UNCHANGED <<begun, stack>>

\* The functions end, innermost first.
End == /\ reported /\ stack # <<>>
       /\ stack' = SubSeq(stack, 1, Len(stack) - 1)
       /\ UNCHANGED <<begun, reported>>

Over == reported /\ stack = <<>> /\ UNCHANGED vars

Next == Begin \/ Report \/ End \/ Over

Spec == Init /\ [][Next]_vars /\ WF_vars(Next)

\* The outermost call returns.
Returns == <>(begun # {} /\ stack = <<>>)
=============================================================================
