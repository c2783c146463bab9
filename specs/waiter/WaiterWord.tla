----------------------------- MODULE WaiterWord -----------------------------
(***************************************************************************)
(* The waiter's state and its announcement in one word, as in the Java     *)
(* class: three steps that take the place of steps of Waiter, by lines     *)
(* `Name <- Step' in a cfg.  The task announces by a compare-and-set that  *)
(* fails if it has been completed.  The partner completes by an exchange,  *)
(* which tells whether the task has announced; so it need not look at the  *)
(* waiter again after it has left the lock.                                *)
(*                                                                         *)
(* Module Waiter asks later and announces whatever has happened: it allows *)
(* more, and what is proved of it holds here.  Left out: nudges, which set *)
(* another bit of the word and ask in the same way.                        *)
(***************************************************************************)
EXTENDS Waiter

\* It has looked for long enough, or not at all, and announces that it may park from now on,
\* unless it has been completed.  In place of Announce.
AnnounceIfWaiting(t) ==
    /\ pc[t] = "look"
    /\ parking' = [parking EXCEPT ![t] = IF state[t] = "completed" THEN @ ELSE @ \cup {round[t]}]
    /\ GoTo(t, "state")
    /\ UNCHANGED <<lock, queue, state, outcome, machine, locals, history>>

\* The partner sets the state and learns whether the task has announced; if not, it forgets which
\* wait it was: Rounds is the number of none.  In place of Complete.
CompleteAndAsk(p) ==
    /\ pc[p] = "complete"
    /\ state' = [state EXCEPT ![target[p]] = "completed"]
    /\ wait' = [wait EXCEPT ![p] = IF @ \in parking[target[p]] THEN @ ELSE Rounds]
    /\ GoTo(p, Then("complete"))
    /\ UNCHANGED <<lock, queue, outcome, parking, machine, spins, why, result, target, history>>

\* It gives the task's thread a permit if it has to.  In place of Unpark.
UnparkAsAsked(p) ==
    /\ pc[p] = "unpark"
    /\ permit' = [permit EXCEPT ![target[p]] = @ \/ wait[p] # Rounds]
    /\ GoTo(p, Then("unpark"))
    /\ UNCHANGED <<memory, flag, due, locals, history>>

=============================================================================
