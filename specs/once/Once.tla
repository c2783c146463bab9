-------------------------------- MODULE Once --------------------------------
(***************************************************************************)
(* Go's sync.Once, OnceFunc and OnceValue as a machine: one action for     *)
(* each critical section of the implementation, with the same name there.  *)
(*                                                                         *)
(* A function runs at most once.  Whoever calls meanwhile waits until it   *)
(* has ended; whoever comes later passes.  The function may itself call    *)
(* run of this Once or of another one; so a task has a stack of calls, and *)
(* only the top one moves.  A call that would close a circle of tasks that *)
(* wait for one another is refused: it says that this is a deadlock.       *)
(*                                                                         *)
(* Call and Return are what a user sees of a call from outside; Nest and   *)
(* Back are the same for a call from within a function.  End and Fail are  *)
(* the function's own doing.  All other actions are internal.              *)
(*                                                                         *)
(* Left out: what the function does besides calling run; how a task waits  *)
(* and is woken (room waiter); where interrupts come from.                 *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Task,   \* the tasks
    Once,   \* the Onces
    Memo,   \* those of them that tell every caller of a failure: OnceFunc and OnceValue
    Ops     \* the operations that occur in this model, a subset of AllOps

AllOps == {"run", "runInterruptibly"}
Result == {"ok", "failed", "deadlock", "interrupted"}
None   == "-"                           \* nobody

ASSUME Memo \subseteq Once /\ Ops \subseteq AllOps

VARIABLES
    state,  \* of each Once: new, running, done, or failed (done, and every caller is told)
    runner, \* the task that runs the function of each Once, or None
    waitq,  \* the tasks parked at each Once, longest waiting first
    task    \* the stack of calls of each task, innermost last

vars == <<state, runner, waitq, task>>

(* A call: of which operation, on which Once, and how far it has come.     *)
Called(op, o) == [pc |-> "called", op |-> op, on |-> o]
Done(r)       == [pc |-> "done", res |-> r]

Top(t)    == task[t][Len(task[t])]
Is(t, pc) == task[t] # <<>> /\ Top(t).pc = pc
On(t)     == Top(t).on
With(t, f) == [task[t] EXCEPT ![Len(task[t])] = f]      \* t's stack with another top
Pop(t)     == SubSeq(task[t], 1, Len(task[t]) - 1)

Range(s) == {s[i] : i \in DOMAIN s}

MayNest(o, p) == TRUE       \* may the function of o call p?  A model may say more

Init == /\ state = [o \in Once |-> "new"]
        /\ runner = [o \in Once |-> None]
        /\ waitq = [o \in Once |-> <<>>]
        /\ task = [t \in Task |-> <<>>]

-----------------------------------------------------------------------------
(* Calls and returns.                                                      *)

\* Task t calls operation op of o.
Call(t, op, o) ==
    /\ task[t] = <<>>
    /\ op \in Ops
    /\ task' = [task EXCEPT ![t] = <<Called(op, o)>>]
    /\ UNCHANGED <<state, runner, waitq>>

\* Task t's call returns r.
Return(t, r) ==
    /\ Len(task[t]) = 1 /\ Top(t) = Done(r)
    /\ task' = [task EXCEPT ![t] = <<>>]
    /\ UNCHANGED <<state, runner, waitq>>

\* The function that t runs calls run of o.
Nest(t, o) ==
    /\ Is(t, "running") /\ MayNest(On(t), o)
    /\ task' = [task EXCEPT ![t] = Append(@, Called("run", o))]
    /\ UNCHANGED <<state, runner, waitq>>

\* The call returns r to the function.
Back(t, r) ==
    /\ Len(task[t]) > 1 /\ Top(t) = Done(r)
    /\ task' = [task EXCEPT ![t] = Pop(t)]
    /\ UNCHANGED <<state, runner, waitq>>

Finish(t, r) == task' = [task EXCEPT ![t] = With(t, Done(r))]

-----------------------------------------------------------------------------
(* The critical section of a call.                                         *)

Ended(o)   == state[o] \in {"done", "failed"}
Outcome(o) == IF state[o] = "failed" THEN "failed" ELSE "ok"

\* The first call runs the function.
Begin(t) ==
    /\ Is(t, "called") /\ state[On(t)] = "new"
    /\ state' = [state EXCEPT ![On(t)] = "running"]
    /\ runner' = [runner EXCEPT ![On(t)] = t]
    /\ task' = [task EXCEPT ![t] = With(t, [Top(t) EXCEPT !.pc = "running"])]
    /\ UNCHANGED waitq

\* A call that comes after the function has ended passes.
Skip(t) ==
    /\ Is(t, "called") /\ Ended(On(t))
    /\ Finish(t, Outcome(On(t)))
    /\ UNCHANGED <<state, runner, waitq>>

(* A call of o by t would close a circle: there is a chain of tasks from   *)
(* the one that runs o to t, each parked at a Once that the next one runs. *)
Circle(t, o) ==
    \E n \in 1..Cardinality(Once) : \E chain \in [1..n -> Task] :
        /\ chain[1] = runner[o] /\ chain[n] = t
        /\ \A i \in 1..n-1 : Is(chain[i], "parked") /\ runner[On(chain[i])] = chain[i+1]

\* A call that would have to wait for itself says so.
Deadlock(t) ==
    /\ Is(t, "called") /\ state[On(t)] = "running" /\ Circle(t, On(t))
    /\ Finish(t, "deadlock")
    /\ UNCHANGED <<state, runner, waitq>>

\* A call that comes while the function runs waits.
Park(t) ==
    /\ Is(t, "called") /\ state[On(t)] = "running" /\ ~Circle(t, On(t))
    /\ waitq' = [waitq EXCEPT ![On(t)] = Append(@, t)]
    /\ task' = [task EXCEPT ![t] = With(t, [Top(t) EXCEPT !.pc = "parked"])]
    /\ UNCHANGED <<state, runner>>

-----------------------------------------------------------------------------
(* The function ends, and all who wait go on.                              *)

Woken(u, r) == With(u, [pc |-> "woken", op |-> Top(u).op, on |-> On(u), res |-> r])

Release(t, mine, theirs) ==     \* t is done, and so are all who are parked where it was running
    /\ task' = [u \in Task |-> CASE u = t                     -> With(t, Done(mine))
                                 [] u \in Range(waitq[On(t)]) -> Woken(u, theirs)
                                 [] OTHER                     -> task[u]]
    /\ waitq' = [waitq EXCEPT ![On(t)] = <<>>]
    /\ runner' = [runner EXCEPT ![On(t)] = None]

\* The function returns.
End(t) ==
    /\ Is(t, "running")
    /\ state' = [state EXCEPT ![On(t)] = "done"]
    /\ Release(t, "ok", "ok")

\* The function throws.  That counts as done; its own caller is told, and others only by Memo.
Fail(t) ==
    /\ Is(t, "running")
    /\ state' = [state EXCEPT ![On(t)] = IF On(t) \in Memo THEN "failed" ELSE "done"]
    /\ Release(t, "failed", IF On(t) \in Memo THEN "failed" ELSE "ok")

-----------------------------------------------------------------------------
(* Waiting ends.                                                           *)

\* An interruptible call that is interrupted on entry has no effect.
RefuseInterrupted(t) ==
    /\ Is(t, "called") /\ Top(t).op = "runInterruptibly"
    /\ Finish(t, "interrupted")
    /\ UNCHANGED <<state, runner, waitq>>

\* A task that is parked in an interruptible call leaves.
Withdraw(t, why) ==
    /\ why = "interrupted"
    /\ Is(t, "parked") /\ Top(t).op = "runInterruptibly"
    /\ LET stays(u) == u # t IN waitq' = [waitq EXCEPT ![On(t)] = SelectSeq(@, stays)]
    /\ Finish(t, why)
    /\ UNCHANGED <<state, runner>>

\* A task that was parked when the function ended goes on.
Resume(t) ==
    /\ Is(t, "woken")
    /\ Finish(t, Top(t).res)
    /\ UNCHANGED <<state, runner, waitq>>

-----------------------------------------------------------------------------
(* The critical section of a call, whichever branch it takes.              *)
Section(t) == Begin(t) \/ Skip(t) \/ Deadlock(t) \/ Park(t)

Next ==
    \E t \in Task :
        \/ \E op \in AllOps, o \in Once : Call(t, op, o)
        \/ \E r \in Result : Return(t, r)
        \/ \E o \in Once : Nest(t, o)
        \/ \E r \in Result : Back(t, r)
        \/ Begin(t) \/ Skip(t) \/ Deadlock(t) \/ Park(t)
        \/ End(t) \/ Fail(t)
        \/ RefuseInterrupted(t)
        \/ \E why \in {"interrupted"} : Withdraw(t, why)
        \/ Resume(t)

Spec == Init /\ [][Next]_vars

(* Tasks run; and a function that gets the chance again and again to end   *)
(* does end.  Nothing is promised of callers and interrupts.               *)
Fairness == \A t \in Task : /\ WF_vars(Section(t))
                            /\ WF_vars(Resume(t))
                            /\ WF_vars(\E r \in Result : Return(t, r) \/ Back(t, r))
                            /\ SF_vars(End(t) \/ Fail(t))

FairSpec == Spec /\ Fairness

-----------------------------------------------------------------------------
(* Safety: properties of states.                                           *)

WellFormed(f) ==
    \/ /\ f.pc \in {"called", "parked", "running", "woken"}
       /\ f.op \in AllOps /\ f.on \in Once
       /\ f.pc = "woken" => f.res \in Result
    \/ f.pc = "done" /\ f.res \in Result

TypeOK == /\ \A o \in Once : /\ state[o] \in {"new", "running", "done", "failed"}
                             /\ runner[o] \in Task \cup {None}
                             /\ Range(waitq[o]) \subseteq Task
          /\ \A t \in Task : \A i \in DOMAIN task[t] : WellFormed(task[t][i])

Runs(t, o)  == \E i \in DOMAIN task[t] : task[t][i].pc = "running" /\ task[t][i].on = o
Waits(t, o) == Is(t, "parked") /\ On(t) = o

\* A function is run by exactly one task while it runs, and by nobody before and after.
OneRunner == \A o \in Once : {t \in Task : Runs(t, o)} = (IF state[o] = "running" THEN {runner[o]} ELSE {})

\* The queues hold exactly the parked tasks, each once.
QueuedIffParked ==
    \A o \in Once : /\ Range(waitq[o]) = {t \in Task : Waits(t, o)}
                    /\ \A i, j \in DOMAIN waitq[o] : waitq[o][i] = waitq[o][j] => i = j

\* Nobody waits for a function that does not run.
NobodyWaitsInVain == \A o \in Once, t \in Task : Waits(t, o) => state[o] = "running"

\* Tasks never wait for one another in a circle.
NobodyWaitsForHimself ==
    \A o \in Once, t \in Task : Waits(t, o) => ~Circle(t, o)

\* Only calls at the top of a stack are anything but running.
OnlyTheTopMoves ==
    \A t \in Task : \A i \in DOMAIN task[t] : i < Len(task[t]) => task[t][i].pc = "running"

-----------------------------------------------------------------------------
(* Safety: properties of steps.                                            *)

\* A function is run at most once, whether it returns or throws.
RunsOnce == [][\A o \in Once : state[o] # "new" => /\ state'[o] # "new"
                                                   /\ Ended(o) => state'[o] = state[o]]_vars

\* A call that did not run the function succeeds only after the function has ended.
ReturnsAfterTheEnd ==
    [][\A t \in Task : (Is(t, "called") /\ task'[t] # <<>>) =>
          (task'[t] = With(t, Done("ok")) => Ended(On(t)))]_vars

\* Every caller of a function that failed is told, if it is of that kind.
FailureIsTold ==
    [][\A t \in Task : \A o \in Memo :
          (task[t] # <<>> /\ Top(t).pc \in {"called", "woken"} /\ On(t) = o /\ state[o] = "failed") =>
             task'[t] # With(t, Done("ok"))]_vars

\* All who wait go on together, at the moment at which the function ends.
AllReleasedTogether ==
    [][\A o \in Once : (state[o] = "running" /\ state'[o] # "running") =>
          \A t \in Task : Waits(t, o) => task'[t][Len(task'[t])].pc = "woken"]_vars

-----------------------------------------------------------------------------
(* Liveness, under Fairness.                                               *)

\* Every call returns: nobody waits for ever, in whatever way functions call one another.
EveryCallReturns == \A t \in Task : (task[t] # <<>>) ~> (task[t] = <<>>)

\* Whoever waits returns once the function has ended.
WaitersReturn == \A t \in Task : Is(t, "woken") ~> Is(t, "done")

-----------------------------------------------------------------------------
(* Refinement: what a user relies on.  Called, parked and woken are the    *)
(* same to the user; the call takes effect when it goes on.                *)

UserView(f) ==
    CASE f.pc \in {"called", "parked", "woken"} -> [pc |-> "pending", op |-> f.op, on |-> f.on]
      [] f.pc = "running"                       -> [pc |-> "running", on |-> f.on]
      [] f.pc = "done"                          -> [pc |-> "returning", res |-> f.res]

User == INSTANCE OnceSpec WITH
    user <- [t \in Task |-> [i \in DOMAIN task[t] |-> UserView(task[t][i])]]

OnceAndForAll == User!Spec

THEOREM Spec => OnceAndForAll
=============================================================================
