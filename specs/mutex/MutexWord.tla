----------------------------- MODULE MutexWord -----------------------------
(***************************************************************************)
(* How a mutex is locked and unlocked without its section: whether it is   *)
(* held, and whether an unlock has more to do than to free it, stand in    *)
(* the word of the section itself.  While nobody is inside, one            *)
(* compare-and-set of that word is the whole action LockFree or            *)
(* UnlockFree.  Every other action is taken inside, and leaves the word as *)
(* it has to be.  Follows Lock and Unlock of Go's sync/mutex.go, whose     *)
(* state is one word as well.                                              *)
(*                                                                         *)
(* The fast steps below look at the word and at nothing else; that they    *)
(* are steps of module Mutex is what is checked.                           *)
(*                                                                         *)
(* Left out: how a task gets inside (module Section of room waiter), and   *)
(* that the word is written before its task leaves: here it is written as  *)
(* the task leaves, and until then nobody else can change it.              *)
(***************************************************************************)
EXTENDS Mutex, TLC

Nobody == "nobody"

VARIABLES
    inside,  \* who is in the section, or Nobody
    word     \* the flags of the section: [held, needy]

wordVars == <<vars, inside, word>>

Free == [held |-> FALSE, needy |-> FALSE]
Held == [held |-> TRUE, needy |-> FALSE]

\* An unlock has to wake somebody, or to hand over.
Needy == held /\ (mode = "starving" \/ (queue # <<>> /\ ~awake))

\* The word as whoever leaves has to leave it.
Word == [held |-> held, needy |-> Needy]

\* While nobody is inside, the word can be changed.
Unlocked(t) == inside = Nobody

WordInit == Init /\ inside = Nobody /\ word = Word

\* Task t has something to do in the section, and enters.
Enter(t) ==
    /\ task[t].pc \in {"called", "parked", "awake"}
    /\ inside = Nobody
    /\ inside' = t
    /\ UNCHANGED <<vars, word>>

\* Task t takes its action, or finds that it is too late for that.
Act(t) ==
    /\ inside = t
    /\ Section(t) \/ Retry(t) \/ \E why \in Whys : Withdraw(t, why)
    /\ UNCHANGED <<inside, word>>

\* Task t leaves.
Leave(t) ==
    /\ inside = t
    /\ word' = Word
    /\ inside' = Nobody
    /\ UNCHANGED vars

\* Task t compares and sets the word, from free to held: that was its lock.
FastLock(t) ==
    /\ Calls(t, LockOps) /\ Unlocked(t)
    /\ word = Free
    /\ word' = Held
    /\ held' = TRUE
    /\ Finish(t, "locked")
    /\ UNCHANGED <<mode, awake, queue, inside>>

\* Task t compares and sets the word, from held to free: that was its unlock.
FastUnlock(t) ==
    /\ Calls(t, {"unlock"}) /\ Unlocked(t)
    /\ word = Held
    /\ word' = Free
    /\ held' = FALSE
    /\ Finish(t, "unlocked")
    /\ UNCHANGED <<mode, awake, queue, inside>>

\* What needs no section.
Apart(t) ==
    /\ \/ \E op \in AllOps : Call(t, op)
       \/ \E r \in Result : Return(t, r)
       \/ RefuseInterrupted(t)
       \/ Resume(t)
    /\ inside # t
    /\ UNCHANGED <<inside, word>>

WordNext == \E t \in Task : Enter(t) \/ Act(t) \/ Leave(t) \/ FastLock(t) \/ FastUnlock(t) \/ Apart(t)

WordSpec == WordInit /\ [][WordNext]_wordVars

-----------------------------------------------------------------------------
\* The word tells what the mutex is, whenever it can be changed.
WordIsExact == inside = Nobody => word = Word

\* Each step is a step of the mutex, the fast ones as well.
IsAMutex == [][Next]_vars

\* Tasks are interchangeable: sound for safety.
Symmetry == Permutations(Task)

-----------------------------------------------------------------------------
(* Wrong on purpose: each replaces an operator in one configuration.       *)

\* FastPastWaiters: those who wait are not told to the word.   Needy <- StarvingOnly
StarvingOnly == held /\ mode = "starving"

\* FastPastAStarver: hand-overs are not told to the word.   Needy <- WaitingOnly
WaitingOnly == held /\ mode = "normal" /\ queue # <<>> /\ ~awake

\* FastPastTheSection: the word is changed although somebody is inside.   Unlocked <- Always
Always(t) == TRUE
=============================================================================
