----------------------------- MODULE Mutex_proof -----------------------------
(***************************************************************************)
(* What TLC checks of module Mutex for small models is proved here for any *)
(* tasks: the invariant Inv, hence the safety invariants (theorem Safety); *)
(* and that the machine is a mutex as its user knows it (theorem           *)
(* Refinement).                                                            *)
(*                                                                         *)
(* Inv is IndInv of module MutexInd without the bounds that TLC needs.     *)
(* For each action there is a lemma that its step keeps Inv and one that   *)
(* it is a step of MutexSpec, or none.                                     *)
(*                                                                         *)
(* Assumed: what module Mutex assumes of its constants.                    *)
(***************************************************************************)
EXTENDS Mutex, Queues_proof

\* What a task can be doing.
TaskStates == [pc : {"idle"}]
              \cup [pc : {"called"}, op : Ops]
              \cup [pc : {"parked", "awake", "woken"}, op : Ops \cap BlockingOps]
              \cup [pc : {"done"}, res : Result]

TypeInv == /\ held \in BOOLEAN /\ mode \in Mode /\ awake \in BOOLEAN
           /\ queue \in Seq(Task)
           /\ task \in [Task -> TaskStates]

\* The queue holds exactly the parked tasks, each once.
QueueMatches == /\ Distinct(queue)
                /\ \A t \in Task : t \in Members(queue) <=> task[t].pc = "parked"

Inv == /\ TypeInv /\ QueueMatches
       /\ OneIsAwake /\ FreeMeansSomebodyIsAwake
       /\ StarvingMeansAwaited /\ StarvingMeansNobodyCompetes

\* The assumption of module Mutex, with a name.
ASSUME OpsAreKnown == Ops \subseteq AllOps

USE DEF Idle, Called, Done, Calls, Finish, Goes

\* What the records of tasks look like.
LEMMA StateKinds ==
    /\ Idle \in TaskStates
    /\ \A op \in Ops : Called(op) \in TaskStates
    /\ \A r \in Result : Done(r) \in TaskStates
    /\ \A pc \in {"parked", "awake", "woken"}, op \in Ops \cap BlockingOps : [pc |-> pc, op |-> op] \in TaskStates
    /\ \A s \in TaskStates :
         /\ s.pc \in {"idle", "called", "parked", "awake", "woken", "done"}
         /\ s.pc = "idle" => s = Idle
         /\ s.pc = "called" => s.op \in Ops
         /\ s.pc \in {"parked", "awake", "woken"} => s.op \in Ops \cap BlockingOps
         /\ s.pc = "done" => s.res \in Result
         /\ s.pc \in {"called", "parked", "awake", "woken"} =>
              \A pc : [s EXCEPT !.pc = pc] = [pc |-> pc, op |-> s.op]
  BY DEF TaskStates

\* What is a result.
LEMMA Results ==
    {"locked", "not ready", "interrupted", "timed out", "unlocked", UnlockedTwice} \subseteq Result
  BY DEF Result

\* Which operations are which.
LEMMA OpKinds ==
    /\ BlockingOps \subseteq LockOps
    /\ "unlock" \notin LockOps /\ "tryLock" \in LockOps /\ "tryLock" \notin BlockingOps
  BY DEF BlockingOps, LockOps

\* The queue is empty exactly if nobody is parked.
LEMMA EmptyMeansNobody ==
  ASSUME Inv
  PROVE  queue = <<>> <=> \A u \in Task : task[u].pc # "parked"
<1>1. \A q \in Seq(Task) : q = <<>> <=> \A u \in Task : u \notin Members(q)
  BY EmptyQueue, NobodyInEmpty, MembersOfSeq
<1> QED BY <1>1 DEF Inv, TypeInv, QueueMatches

\* The invariant holds at the start.
LEMMA InitInv == Init => Inv
  BY EmptyQueue, StateKinds
  DEF Init, Inv, TypeInv, QueueMatches, Mode, OneIsAwake, FreeMeansSomebodyIsAwake,
      StarvingMeansAwaited, StarvingMeansNobodyCompetes

\* A step in which nobody parks, is woken or is awake keeps the invariant.
LEMMA QuietStep ==
  ASSUME Inv, NEW t \in Task, task[t].pc \notin {"parked", "awake"},
         NEW s \in TaskStates, s.pc \notin {"parked", "awake"},
         task' = [task EXCEPT ![t] = s],
         UNCHANGED <<mode, awake, queue>>,
         held' \in BOOLEAN, FreeMeansSomebodyIsAwake', StarvingMeansAwaited'
  PROVE  Inv'
<1>1. TypeInv'
  BY DEF Inv, TypeInv
<1>2. \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
  BY DEF Inv, TypeInv
<1>3. \A u \in Task : /\ task'[u].pc = "parked" <=> task[u].pc = "parked"
                      /\ task'[u].pc = "awake" <=> task[u].pc = "awake"
  BY <1>2
<1> QED BY <1>1, <1>3 DEF Inv, QueueMatches, OneIsAwake, StarvingMeansNobodyCompetes

\* So does one in which a task finishes and nothing else happens.
LEMMA FinishStep ==
  ASSUME Inv, NEW t \in Task, task[t].pc \notin {"parked", "awake"}, NEW r \in Result, Finish(t, r),
         UNCHANGED <<mode, awake, queue>>, held' = held \/ held' = TRUE
  PROVE  Inv'
<1>1. Done(r) \in TaskStates
  BY StateKinds
<1>2. held' \in BOOLEAN /\ FreeMeansSomebodyIsAwake' /\ StarvingMeansAwaited'
  BY DEF Inv, TypeInv, FreeMeansSomebodyIsAwake, StarvingMeansAwaited
<1> QED BY <1>1, <1>2, QuietStep

\* A call keeps the invariant.
LEMMA CallStep ==
  ASSUME Inv, NEW t \in Task, NEW op \in AllOps, Call(t, op)
  PROVE  Inv'
<1>1. Called(op) \in TaskStates
  BY StateKinds DEF Call
<1>2. held' \in BOOLEAN /\ FreeMeansSomebodyIsAwake' /\ StarvingMeansAwaited'
  BY DEF Call, Inv, TypeInv, FreeMeansSomebodyIsAwake, StarvingMeansAwaited
<1> QED BY <1>1, <1>2, QuietStep DEF Call

\* A return keeps it.
LEMMA ReturnStep ==
  ASSUME Inv, NEW t \in Task, NEW r \in Result, Return(t, r)
  PROVE  Inv'
<1>2. held' \in BOOLEAN /\ FreeMeansSomebodyIsAwake' /\ StarvingMeansAwaited'
  BY DEF Return, Inv, TypeInv, FreeMeansSomebodyIsAwake, StarvingMeansAwaited
<1> QED BY <1>2, StateKinds, QuietStep DEF Return

\* The steps that only tell an operation its result keep it.
LEMMA FinishingSteps ==
  ASSUME Inv, NEW t \in Task,
         LockFree(t) \/ LockNotReady(t) \/ UnlockUnlocked(t) \/ RefuseInterrupted(t) \/ Resume(t)
  PROVE  Inv'
<1>1. CASE LockFree(t)
  BY <1>1, Results, FinishStep DEF LockFree
<1>2. CASE LockNotReady(t)
  BY <1>2, Results, FinishStep DEF LockNotReady
<1>3. CASE UnlockUnlocked(t)
  BY <1>3, Results, FinishStep DEF UnlockUnlocked
<1>4. CASE RefuseInterrupted(t)
  BY <1>4, Results, FinishStep DEF RefuseInterrupted
<1>5. CASE Resume(t)
  BY <1>5, Results, FinishStep DEF Resume
<1> QED BY <1>1, <1>2, <1>3, <1>4, <1>5

\* An unlock that wakes nobody keeps it.
LEMMA UnlockFreeStep ==
  ASSUME Inv, NEW t \in Task, UnlockFree(t)
  PROVE  Inv'
<1>1. Done("unlocked") \in TaskStates
  BY StateKinds, Results
<1>2. held' \in BOOLEAN /\ FreeMeansSomebodyIsAwake' /\ StarvingMeansAwaited'
  BY DEF UnlockFree, Inv, TypeInv, FreeMeansSomebodyIsAwake, StarvingMeansAwaited
<1> QED BY <1>1, <1>2, QuietStep DEF UnlockFree

\* Joining the queue keeps it.
LEMMA LockParkStep ==
  ASSUME Inv, NEW t \in Task, LockPark(t)
  PROVE  Inv'
<1> DEFINE s == [pc |-> "parked", op |-> task[t].op]
<1>1. s \in TaskStates /\ task' = [task EXCEPT ![t] = s]
  <2>1. task[t] \in TaskStates
    BY DEF Inv, TypeInv
  <2>2. s \in TaskStates /\ [task[t] EXCEPT !.pc = "parked"] = s
    BY <2>1, StateKinds DEF LockPark
  <2> QED BY <2>2 DEF LockPark
<1>2. task' \in [Task -> TaskStates] /\ \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
  BY <1>1 DEF Inv, TypeInv
<1>3. queue \in Seq(Task) /\ Distinct(queue) /\ t \notin Members(queue)
  BY DEF Inv, TypeInv, QueueMatches, LockPark
<1>4. queue' \in Seq(Task) /\ Distinct(queue') /\ Members(queue') = Members(queue) \cup {t} /\ queue' # <<>>
  BY <1>3, AppendToQueue, EmptyQueue DEF LockPark
<1>5. QueueMatches'
  BY <1>2, <1>4 DEF Inv, QueueMatches
<1>6. OneIsAwake'
  BY <1>2 DEF Inv, OneIsAwake, LockPark
<1> QED BY <1>2, <1>4, <1>5, <1>6 DEF LockPark, Inv, TypeInv, FreeMeansSomebodyIsAwake,
                                      StarvingMeansAwaited, StarvingMeansNobodyCompetes

\* The head of the queue is parked, in an operation that blocks.
LEMMA HeadIsParked ==
  ASSUME Inv, queue # <<>>
  PROVE  /\ Head(queue) \in Task /\ task[Head(queue)].pc = "parked"
         /\ task[Head(queue)].op \in Ops \cap BlockingOps
         /\ queue \in Seq(Task) /\ Tail(queue) \in Seq(Task) /\ Distinct(Tail(queue))
         /\ Members(Tail(queue)) = Members(queue) \ {Head(queue)}
<1>1. Head(queue) \in Task /\ task[Head(queue)].pc = "parked"
  BY TailOfQueue DEF Inv, TypeInv, QueueMatches
<1>2. task[Head(queue)] \in TaskStates
  BY <1>1 DEF Inv, TypeInv
<1> QED BY <1>1, <1>2, StateKinds, TailOfQueue DEF Inv, TypeInv, QueueMatches

\* What happens to the tasks when an unlock wakes the head of the queue.
LEMMA HeadChanges ==
  ASSUME Inv, NEW t \in Task, task[t].pc = "called", queue # <<>>, NEW pc \in {"awake", "woken"},
         task' = [task EXCEPT ![t] = Done("unlocked"), ![Head(queue)].pc = pc],
         queue' = Tail(queue)
  PROVE  /\ task' \in [Task -> TaskStates]
         /\ \A u \in Task : task'[u] = IF u = t THEN Done("unlocked")
                                       ELSE IF u = Head(queue) THEN [pc |-> pc, op |-> task[u].op] ELSE task[u]
         /\ t # Head(queue)
         /\ queue' \in Seq(Task)
         /\ QueueMatches'
<1> DEFINE x == Done("unlocked")
           w == Head(queue)
           y == [pc |-> pc, op |-> task[w].op]
<1>1. w \in Task /\ task[w].pc = "parked" /\ t # w
  BY HeadIsParked
<1>2. x \in TaskStates /\ y \in TaskStates
  BY HeadIsParked, StateKinds, Results
<1>3. [task[w] EXCEPT !.pc = pc] = y
  BY <1>1, StateKinds DEF Inv, TypeInv
<1>4. task' = [task EXCEPT ![t] = x, ![w] = y] /\ task \in [Task -> TaskStates]
  BY <1>1, <1>3 DEF Inv, TypeInv
<1> HIDE DEF x, y, w
<1>5. /\ task' \in [Task -> TaskStates]
      /\ \A u \in Task : task'[u] = IF u = t THEN x ELSE IF u = w THEN y ELSE task[u]
  BY <1>1, <1>2, <1>4, ChangedTwice
<1>6. x.pc = "done" /\ y.pc = pc
  BY DEF x, y
<1>7. QueueMatches' /\ queue' \in Seq(Task)
  BY <1>1, <1>5, <1>6, HeadIsParked DEF Inv, QueueMatches, w
<1> QED BY <1>1, <1>5, <1>7 DEF x, y, w

\* An unlock that wakes the head to compete keeps it.
LEMMA UnlockWakeStep ==
  ASSUME Inv, NEW t \in Task, UnlockWake(t)
  PROVE  Inv'
<1>1. /\ task' \in [Task -> TaskStates]
      /\ \A u \in Task : task'[u] = IF u = t THEN Done("unlocked")
                                    ELSE IF u = Head(queue) THEN [pc |-> "awake", op |-> task[u].op] ELSE task[u]
      /\ t # Head(queue) /\ Head(queue) \in Task
      /\ queue' \in Seq(Task)
      /\ QueueMatches'
  BY HeadChanges, HeadIsParked DEF UnlockWake
<1>2. \A u \in Task : task'[u].pc = "awake" <=> u = Head(queue)
  BY <1>1 DEF UnlockWake, Inv, OneIsAwake
<1>3. OneIsAwake'
  BY <1>1, <1>2 DEF UnlockWake, OneIsAwake
<1> QED BY <1>1, <1>3 DEF UnlockWake, Inv, TypeInv, FreeMeansSomebodyIsAwake, StarvingMeansAwaited,
                          StarvingMeansNobodyCompetes

\* An unlock that hands the mutex over keeps it.
LEMMA UnlockHandOffStep ==
  ASSUME Inv, NEW t \in Task, NEW next \in Mode, UnlockHandOff(t, next)
  PROVE  Inv'
<1>1. queue # <<>> /\ ~awake /\ held
  BY DEF UnlockHandOff, Inv, StarvingMeansAwaited, StarvingMeansNobodyCompetes
<1>2. /\ task' \in [Task -> TaskStates]
      /\ \A u \in Task : task'[u] = IF u = t THEN Done("unlocked")
                                    ELSE IF u = Head(queue) THEN [pc |-> "woken", op |-> task[u].op] ELSE task[u]
      /\ queue' \in Seq(Task)
      /\ QueueMatches'
  BY <1>1, HeadChanges DEF UnlockHandOff
<1>3. OneIsAwake'
  <2>1. \A u \in Task : task[u].pc # "awake"
    BY <1>1 DEF Inv, OneIsAwake
  <2>2. \A u \in Task : task'[u].pc # "awake"
    BY <1>2, <2>1
  <2> QED BY <1>1, <2>2 DEF UnlockHandOff, OneIsAwake
<1>4. next = "starving" => queue' # <<>>
  BY <1>1 DEF UnlockHandOff, Inv, TypeInv
<1> QED BY <1>1, <1>2, <1>3, <1>4 DEF UnlockHandOff, Inv, TypeInv, FreeMeansSomebodyIsAwake, StarvingMeansAwaited,
                                      StarvingMeansNobodyCompetes

\* Winning the competition keeps it.
LEMMA RetryLockStep ==
  ASSUME Inv, NEW t \in Task, RetryLock(t)
  PROVE  Inv'
<1>1. /\ task' \in [Task -> TaskStates]
      /\ \A u \in Task : task'[u] = IF u = t THEN Done("locked") ELSE task[u]
  BY StateKinds, Results DEF RetryLock, Inv, TypeInv
<1>2. QueueMatches' /\ queue' \in Seq(Task)
  BY <1>1 DEF RetryLock, Inv, TypeInv, QueueMatches
<1>3. OneIsAwake'
  BY <1>1 DEF RetryLock, Inv, OneIsAwake
<1> QED BY <1>1, <1>2, <1>3 DEF RetryLock, Inv, TypeInv, FreeMeansSomebodyIsAwake, StarvingMeansAwaited,
                                StarvingMeansNobodyCompetes

\* Losing it keeps it, whether the task has waited long or not.
LEMMA RetryParkSteps ==
  ASSUME Inv, NEW t \in Task, RetryPark(t) \/ RetryStarve(t)
  PROVE  Inv'
<1> DEFINE s == [pc |-> "parked", op |-> task[t].op]
<1>1. s \in TaskStates /\ task' = [task EXCEPT ![t] = s]
  <2>1. task[t] \in TaskStates
    BY DEF Inv, TypeInv
  <2>2. s \in TaskStates /\ [task[t] EXCEPT !.pc = "parked"] = s
    BY <2>1, StateKinds DEF RetryPark, RetryStarve
  <2> QED BY <2>2 DEF RetryPark, RetryStarve
<1>2. task' \in [Task -> TaskStates] /\ \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
  BY <1>1 DEF Inv, TypeInv
<1>3. queue \in Seq(Task) /\ Distinct(queue) /\ t \notin Members(queue)
  BY DEF Inv, TypeInv, QueueMatches, RetryPark, RetryStarve
<1>4. queue' \in Seq(Task) /\ Distinct(queue') /\ Members(queue') = Members(queue) \cup {t} /\ queue' # <<>>
  BY <1>3, PrependToQueue, EmptyQueue DEF RetryPark, RetryStarve
<1>5. QueueMatches'
  BY <1>2, <1>4 DEF Inv, QueueMatches
<1>6. OneIsAwake'
  BY <1>2 DEF Inv, OneIsAwake, RetryPark, RetryStarve
<1>7. held' /\ held' \in BOOLEAN /\ awake' = FALSE /\ mode' \in Mode
  BY DEF RetryPark, RetryStarve, Inv, TypeInv, Mode
<1>8. TypeInv'
  BY <1>2, <1>4, <1>7 DEF TypeInv
<1>9. FreeMeansSomebodyIsAwake' /\ StarvingMeansAwaited' /\ StarvingMeansNobodyCompetes'
  BY <1>4, <1>7 DEF FreeMeansSomebodyIsAwake, StarvingMeansAwaited, StarvingMeansNobodyCompetes
<1> QED BY <1>5, <1>6, <1>8, <1>9 DEF Inv

\* A withdrawal keeps it.
LEMMA WithdrawStep ==
  ASSUME Inv, NEW t \in Task, NEW why \in Whys, Withdraw(t, why)
  PROVE  Inv'
<1>1. queue' = Without(queue, t)
  BY DEF Withdraw, Without
<1>2. /\ task' \in [Task -> TaskStates]
      /\ \A u \in Task : task'[u] = IF u = t THEN Done(why) ELSE task[u]
  BY StateKinds, Results DEF Withdraw, Whys, Inv, TypeInv
<1>3. queue \in Seq(Task) /\ Distinct(queue)
  BY DEF Inv, TypeInv, QueueMatches
<1>4. queue' \in Seq(Task) /\ Distinct(queue') /\ Members(queue') = Members(queue) \ {t}
  BY <1>1, <1>3, RemoveFromQueue
<1>5. queue = <<>> => queue' = <<>>
  BY <1>4, EmptyQueue, NobodyInEmpty
<1>6. QueueMatches'
  BY <1>2, <1>4 DEF Inv, QueueMatches
<1>7. OneIsAwake'
  BY <1>2 DEF Inv, OneIsAwake, Withdraw
<1>8. /\ mode' \in Mode
      /\ mode' = "starving" => mode = "starving" /\ queue' # <<>>
  BY DEF Withdraw, Inv, TypeInv, Mode
<1> QED BY <1>2, <1>4, <1>5, <1>6, <1>7, <1>8 DEF Withdraw, Inv, TypeInv, FreeMeansSomebodyIsAwake,
                                      StarvingMeansAwaited, StarvingMeansNobodyCompetes

\* So does a step that changes nothing.
LEMMA StutterStep ==
  ASSUME Inv, UNCHANGED vars
  PROVE  Inv'
  BY DEF vars, Inv, TypeInv, QueueMatches, OneIsAwake, FreeMeansSomebodyIsAwake,
         StarvingMeansAwaited, StarvingMeansNobodyCompetes

\* Every step keeps the invariant.
LEMMA NextInv == Inv /\ [Next]_vars => Inv'
<1> SUFFICES ASSUME Inv, [Next]_vars PROVE Inv'
  OBVIOUS
<1>1. CASE Next
  BY <1>1, CallStep, ReturnStep, FinishingSteps, UnlockFreeStep, LockParkStep, UnlockWakeStep, UnlockHandOffStep,
     RetryLockStep, RetryParkSteps, WithdrawStep DEF Next
<1> QED BY <1>1, StutterStep

\* The invariant holds always.
THEOREM AlwaysInv == Spec => []Inv
  BY InitInv, NextInv, PTL DEF Spec

\* The invariant implies that of module Mutex about the queue.
LEMMA InvImplies ==
  ASSUME Inv
  PROVE  QueuedIffParked
<1>1. Range(queue) = Members(queue) /\ Members(queue) \subseteq Task
  BY MembersOfSeq DEF Range, Members, Inv, TypeInv
<1> QED BY <1>1 DEF Inv, QueueMatches, QueuedIffParked, Distinct

\* What module Mutex promises of states holds always.
THEOREM Safety ==
    Spec => [](/\ QueuedIffParked /\ OneIsAwake /\ FreeMeansSomebodyIsAwake
               /\ StarvingMeansAwaited /\ StarvingMeansNobodyCompetes)
<1>1. Inv => /\ QueuedIffParked /\ OneIsAwake /\ FreeMeansSomebodyIsAwake
             /\ StarvingMeansAwaited /\ StarvingMeansNobodyCompetes
  BY InvImplies DEF Inv
<1> QED BY <1>1, AlwaysInv, PTL

-----------------------------------------------------------------------------
\* What the user sees of a task, as a function of its record.
View(s) == CASE s.pc = "idle"                -> [pc |-> "idle"]
             [] s.pc = "called"              -> [pc |-> "pending", op |-> s.op]
             [] s.pc \in {"parked", "awake"} -> [pc |-> "waiting", op |-> s.op]
             [] s.pc = "woken"               -> [pc |-> "returning", res |-> "locked"]
             [] s.pc = "done"                -> [pc |-> "returning", res |-> s.res]

\* That is what module Mutex calls the user's view.
LEMMA Views ==
    /\ \A t : UserView(t) = View(task[t])
    /\ \A t : UserView(t)' = View(task'[t])
  BY DEF UserView, View

\* If one task changes then one view does.
LEMMA OneViewChanges ==
  ASSUME Inv, NEW t \in Task, NEW s, task' = [task EXCEPT ![t] = s]
  PROVE  [u \in Task |-> UserView(u)'] = [[u \in Task |-> UserView(u)] EXCEPT ![t] = View(s)]
<1>1. \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
  BY DEF Inv, TypeInv
<1> QED BY <1>1, Views

\* If one task changes and its view does not, then none does.
LEMMA NoViewChanges ==
  ASSUME Inv, NEW t \in Task, NEW s, task' = [task EXCEPT ![t] = s], View(s) = UserView(t)
  PROVE  [u \in Task |-> UserView(u)'] = [u \in Task |-> UserView(u)]
  BY OneViewChanges

\* The views by case.
LEMMA ViewKinds ==
    /\ \A s : s.pc = "called" => View(s) = [pc |-> "pending", op |-> s.op]
    /\ \A s : s.pc \in {"parked", "awake"} => View(s) = [pc |-> "waiting", op |-> s.op]
    /\ \A s : s.pc = "woken" => View(s) = User!Ends("locked")
    /\ \A r : View(Done(r)) = User!Ends(r)
    /\ View(Idle) = User!Ready
  BY DEF View, User!Ends, User!Ready

\* Both modules mean the same operations.
LEMMA OpNames ==
    /\ User!Locks = LockOps /\ User!Blocking = BlockingOps /\ User!Interruptible = BlockingOps \ PatientOps
    /\ TimedOps = {"lockFor"}
  BY DEF User!Locks, User!Blocking, User!Interruptible, LockOps, BlockingOps, PatientOps, TimedOps

\* A called operation is pending to its user.
LEMMA PendingIsCalled ==
  ASSUME NEW t \in Task, NEW ops, Calls(t, ops)
  PROVE  User!Pending(t, ops)
  BY Views, ViewKinds DEF User!Pending

\* A parked or awake task waits.
LEMMA WaitingIsParked ==
  ASSUME Inv, NEW t \in Task, task[t].pc \in {"parked", "awake"}
  PROVE  User!Waiting(t, BlockingOps) /\ \A ops : task[t].op \in ops => User!Waiting(t, ops)
<1>1. task[t].op \in BlockingOps
  BY StateKinds DEF Inv, TypeInv
<1> QED BY <1>1, Views, ViewKinds DEF User!Waiting

\* If a task finishes, its view is that of a result.
LEMMA FinishRefines ==
  ASSUME Inv, NEW t \in Task, NEW r, Finish(t, r)
  PROVE  [u \in Task |-> UserView(u)'] = [[u \in Task |-> UserView(u)] EXCEPT ![t] = User!Ends(r)]
  BY OneViewChanges, ViewKinds

\* A call is an invocation.
LEMMA CallRefines ==
  ASSUME Inv, NEW t \in Task, NEW op, Call(t, op)
  PROVE  User!Invoke(t, op) /\ op \in Ops
<1>1. [u \in Task |-> UserView(u)'] = [[u \in Task |-> UserView(u)] EXCEPT ![t] = View(Called(op))]
  BY OneViewChanges DEF Call
<1>2. View(Called(op)) = [pc |-> "pending", op |-> op]
  BY DEF View
<1>3. UserView(t) = User!Ready
  <2>1. task[t] = Idle
    BY DEF Call
  <2>2. UserView(t) = View(Idle)
    BY <2>1, Views
  <2> QED BY <2>2, ViewKinds
<1> QED BY <1>1, <1>2, <1>3 DEF User!Invoke, Call

\* A return is one.
LEMMA ReturnRefines ==
  ASSUME Inv, NEW t \in Task, NEW r, Return(t, r)
  PROVE  User!UReturn(t)
<1>1. [u \in Task |-> UserView(u)'] = [[u \in Task |-> UserView(u)] EXCEPT ![t] = View(Idle)]
  BY OneViewChanges DEF Return
<1>2. View(Idle) = User!Ready /\ UserView(t) = User!Ends(r)
  BY Views, ViewKinds DEF Return
<1> QED BY <1>1, <1>2 DEF User!UReturn, User!Ends, Return

\* To find the mutex free is to acquire it, for newcomers and for those who waited.
LEMMA AcquireRefines ==
  ASSUME Inv, NEW t \in Task, LockFree(t) \/ RetryLock(t)
  PROVE  User!Acquire(t)
<1>1. User!Pending(t, User!Locks) \/ User!Waiting(t, User!Blocking)
  BY PendingIsCalled, WaitingIsParked, OpNames DEF LockFree, RetryLock
<1> QED BY <1>1, FinishRefines DEF LockFree, RetryLock, User!Acquire

\* Joining the queue is a Wait.
LEMMA LockParkRefines ==
  ASSUME Inv, NEW t \in Task, LockPark(t)
  PROVE  User!Wait(t)
<1> DEFINE s == [pc |-> "parked", op |-> task[t].op]
<1>1. task' = [task EXCEPT ![t] = s]
  <2>1. task[t] \in TaskStates
    BY DEF Inv, TypeInv
  <2>2. [task[t] EXCEPT !.pc = "parked"] = s
    BY <2>1, StateKinds DEF LockPark
  <2> QED BY <2>2 DEF LockPark
<1>2. [u \in Task |-> UserView(u)'] = [[u \in Task |-> UserView(u)] EXCEPT ![t] = View(s)]
  BY <1>1, OneViewChanges
<1>3. View(s) = [pc |-> "waiting", op |-> task[t].op] /\ UserView(t) = [pc |-> "pending", op |-> task[t].op]
  BY Views, ViewKinds DEF LockPark
<1>4. [UserView(t) EXCEPT !.pc = "waiting"] = View(s)
  BY <1>3
<1>5. User!Pending(t, User!Blocking)
  BY PendingIsCalled, OpNames DEF LockPark
<1> QED BY <1>2, <1>4, <1>5 DEF LockPark, User!Wait

\* A try-lock fails only when it may.
LEMMA LockNotReadyRefines ==
  ASSUME Inv, NEW t \in Task, LockNotReady(t)
  PROVE  User!NotReady(t)
  BY PendingIsCalled, FinishRefines DEF LockNotReady, User!NotReady

\* An unlock that wakes nobody is a Release.
LEMMA UnlockFreeRefines ==
  ASSUME Inv, NEW t \in Task, UnlockFree(t)
  PROVE  User!Release(t)
  BY PendingIsCalled, FinishRefines DEF UnlockFree, User!Release

\* An unlock of an unlocked mutex is that.
LEMMA UnlockUnlockedRefines ==
  ASSUME Inv, NEW t \in Task, UnlockUnlocked(t)
  PROVE  User!Unheld(t)
  BY PendingIsCalled, FinishRefines DEF UnlockUnlocked, User!Unheld, UnlockedTwice

\* An unlock that wakes somebody to compete is a Release and no more.
LEMMA UnlockWakeRefines ==
  ASSUME Inv, NEW t \in Task, UnlockWake(t)
  PROVE  User!Release(t)
<1>1. /\ \A u \in Task : task'[u] = IF u = t THEN Done("unlocked")
                                    ELSE IF u = Head(queue) THEN [pc |-> "awake", op |-> task[u].op] ELSE task[u]
      /\ task[Head(queue)].pc = "parked"
  BY HeadChanges, HeadIsParked DEF UnlockWake
<1>2. \A u \in Task : UserView(u)' = IF u = t THEN User!Ends("unlocked") ELSE UserView(u)
  BY <1>1, Views, ViewKinds
<1>3. [u \in Task |-> UserView(u)'] = [[u \in Task |-> UserView(u)] EXCEPT ![t] = User!Ends("unlocked")]
  BY <1>2
<1> QED BY <1>3, PendingIsCalled DEF UnlockWake, User!Release

\* An unlock that hands the mutex over is a PassOver.
LEMMA UnlockHandOffRefines ==
  ASSUME Inv, NEW t \in Task, NEW next \in Mode, UnlockHandOff(t, next)
  PROVE  \E w \in Task : User!PassOver(t, w)
<1> DEFINE w == Head(queue)
<1>1. queue # <<>>
  BY DEF UnlockHandOff, Inv, StarvingMeansAwaited
<1>2. /\ \A u \in Task : task'[u] = IF u = t THEN Done("unlocked")
                                    ELSE IF u = w THEN [pc |-> "woken", op |-> task[u].op] ELSE task[u]
      /\ w \in Task /\ task[w].pc = "parked" /\ w # t
  BY <1>1, HeadChanges, HeadIsParked DEF UnlockHandOff
<1>3. \A u \in Task : UserView(u)' = IF u = w THEN User!Ends("locked") ELSE IF u = t THEN User!Ends("unlocked") ELSE UserView(u)
  BY <1>2, Views, ViewKinds
<1>4. [u \in Task |-> UserView(u)'] =
      [[u \in Task |-> UserView(u)] EXCEPT ![t] = User!Ends("unlocked"), ![w] = User!Ends("locked")]
  <2> HIDE DEF User!Ends
  <2> QED BY <1>3
<1>5. User!Waiting(w, User!Blocking) /\ User!Pending(t, {"unlock"})
  BY <1>2, WaitingIsParked, PendingIsCalled, OpNames DEF UnlockHandOff
<1>6. User!PassOver(t, w)
  BY <1>4, <1>5 DEF UnlockHandOff, User!PassOver
<1> QED BY <1>2, <1>6

\* Nobody sees that a task has competed in vain.
LEMMA RetryParkRefines ==
  ASSUME Inv, NEW t \in Task, RetryPark(t) \/ RetryStarve(t)
  PROVE  UNCHANGED User!uvars
<1> DEFINE s == [pc |-> "parked", op |-> task[t].op]
<1>1. task' = [task EXCEPT ![t] = s]
  <2>1. task[t] \in TaskStates
    BY DEF Inv, TypeInv
  <2>2. [task[t] EXCEPT !.pc = "parked"] = s
    BY <2>1, StateKinds DEF RetryPark, RetryStarve
  <2> QED BY <2>2 DEF RetryPark, RetryStarve
<1>2. View(s) = UserView(t)
  <2>1. View(s) = [pc |-> "waiting", op |-> task[t].op]
    BY DEF View
  <2>2. View(task[t]) = [pc |-> "waiting", op |-> task[t].op]
    BY ViewKinds DEF RetryPark, RetryStarve
  <2> QED BY <2>1, <2>2, Views
<1>3. [u \in Task |-> UserView(u)'] = [u \in Task |-> UserView(u)]
  BY <1>1, <1>2, NoViewChanges
<1> QED BY <1>3 DEF RetryPark, RetryStarve, User!uvars

\* A refusal is a GiveUp.
LEMMA RefuseRefines ==
  ASSUME Inv, NEW t \in Task, RefuseInterrupted(t)
  PROVE  User!GiveUp(t)
<1>1. User!Pending(t, User!Interruptible)
  BY PendingIsCalled, OpNames DEF RefuseInterrupted
<1> QED BY <1>1, FinishRefines DEF RefuseInterrupted, User!GiveUp

\* A withdrawal is a GiveUp.
LEMMA WithdrawRefines ==
  ASSUME Inv, NEW t \in Task, NEW why \in Whys, Withdraw(t, why)
  PROVE  User!GiveUp(t)
<1>1. task[t].op \in BlockingOps \ PatientOps
  BY StateKinds DEF Withdraw, Inv, TypeInv
<1>2. User!Waiting(t, User!Interruptible) /\ (why = "timed out" => User!Waiting(t, {"lockFor"}))
  BY <1>1, WaitingIsParked, OpNames DEF Withdraw
<1>3. why = "interrupted" \/ why = "timed out"
  BY DEF Whys
<1> QED BY <1>2, <1>3, FinishRefines DEF Withdraw, User!GiveUp

\* Nobody sees a task resume.
LEMMA ResumeRefines ==
  ASSUME Inv, NEW t \in Task, Resume(t)
  PROVE  UNCHANGED User!uvars
<1>1. View(Done("locked")) = UserView(t)
  BY Views, ViewKinds DEF Resume
<1>2. [u \in Task |-> UserView(u)'] = [u \in Task |-> UserView(u)]
  BY <1>1, NoViewChanges DEF Resume
<1> QED BY <1>2 DEF Resume, User!uvars

\* Every step is one that the user may see, or none.
LEMMA NextRefines == Inv /\ [Next]_vars => [User!UNext]_(User!uvars)
<1> SUFFICES ASSUME Inv, [Next]_vars PROVE User!UNext \/ UNCHANGED User!uvars
  OBVIOUS
<1>1. ASSUME NEW t \in Task, NEW op, Call(t, op) PROVE User!UNext
  BY <1>1, CallRefines DEF User!UNext
<1>2. ASSUME NEW t \in Task, NEW r, Return(t, r) PROVE User!UNext
  BY <1>2, ReturnRefines DEF User!UNext
<1>3. ASSUME NEW t \in Task, LockFree(t) \/ RetryLock(t) PROVE User!UNext
  BY <1>3, AcquireRefines DEF User!UNext
<1>4. ASSUME NEW t \in Task, LockPark(t) \/ LockNotReady(t) PROVE User!UNext
  BY <1>4, LockParkRefines, LockNotReadyRefines DEF User!UNext
<1>5. ASSUME NEW t \in Task, UnlockFree(t) \/ UnlockWake(t) \/ UnlockUnlocked(t) PROVE User!UNext
  BY <1>5, UnlockFreeRefines, UnlockWakeRefines, UnlockUnlockedRefines DEF User!UNext
<1>6. ASSUME NEW t \in Task, NEW next \in Mode, UnlockHandOff(t, next) PROVE User!UNext
  BY <1>6, UnlockHandOffRefines DEF User!UNext
<1>7. ASSUME NEW t \in Task, RetryPark(t) \/ RetryStarve(t) \/ Resume(t) PROVE UNCHANGED User!uvars
  BY <1>7, RetryParkRefines, ResumeRefines
<1>8. ASSUME NEW t \in Task, RefuseInterrupted(t) PROVE User!UNext
  BY <1>8, RefuseRefines DEF User!UNext
<1>9. ASSUME NEW t \in Task, NEW why \in Whys, Withdraw(t, why) PROVE User!UNext
  BY <1>9, WithdrawRefines DEF User!UNext
<1>10. CASE UNCHANGED vars
  BY <1>10, Views DEF vars, User!uvars
<1>11. CASE Next
  BY <1>1, <1>2, <1>3, <1>4, <1>5, <1>6, <1>7, <1>8, <1>9, <1>11 DEF Next
<1> QED BY <1>10, <1>11

\* The start is the start.
LEMMA InitRefines == Init => User!UInit
  BY Views, ViewKinds DEF Init, User!UInit

\* Every behaviour of the machine is one of the mutex that its user knows.
THEOREM Refinement == Spec => LinearizableMutex
  BY InitRefines, NextRefines, AlwaysInv, PTL DEF Spec, LinearizableMutex, User!Spec
=============================================================================
