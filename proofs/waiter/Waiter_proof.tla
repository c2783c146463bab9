----------------------------- MODULE Waiter_proof -----------------------------
(***************************************************************************)
(* What TLC checks of module Waiter for one or two tasks is proved here    *)
(* for any tasks and partners, any number of rounds and any spinning: the  *)
(* invariant IndInv, hence what module Waiter promises of states: no       *)
(* wake-up is lost, each wait is decided exactly once, values and          *)
(* interrupts are neither lost nor doubled, and more (theorem Safety).     *)
(*                                                                         *)
(* IndInv says who holds the lock, by what each thread does; for each wait *)
(* where its outcome is: not there yet (the task is queued), with the      *)
(* partner that took the task off the queue, in the waiter, in the result, *)
(* or a reason for which the task withdrew; and what each thread may rely  *)
(* on at each step.  For each action there is a lemma that keeps it.       *)
(*                                                                         *)
(* Assumed: what module Waiter assumes of its constants; that tasks and    *)
(* partners are different, and different from the words of the module.     *)
(***************************************************************************)
EXTENDS Waiter, Counting_proof, Queues_proof

\* The assumption of module Waiter, with a name.
ASSUME ConstantsAreSuch ==
    /\ Timed \subseteq Task
    /\ Rounds \in Nat \ {0}
    /\ Spin \in Nat
    /\ Stray \in BOOLEAN

\* A value is told from the words that stand for no value.
ASSUME NamesDiffer ==
    /\ Task \cap Partner = {}
    /\ {None, Interrupted, TimedOut, Free} \cap (Task \cup Partner) = {}

\* Why a task may withdraw.
Reasons == {Interrupted, TimedOut}

\* Each thread is at one of its steps.
PcOK ==
    /\ pc \in [Task \cup Partner -> TaskSteps \cup PartnerSteps]
    /\ \A t \in Task : pc[t] \in TaskSteps
    /\ \A p \in Partner : pc[p] \in PartnerSteps

TypeInv == TypeOK /\ PcOK

\* Who holds the lock.
LockInv ==
    /\ \A t \in Task : lock = t <=> pc[t] \in {"enqueue", "unlock", "withdraw", "reunlock"}
    /\ \A p \in Partner : lock = p <=> pc[p] \in {"dequeue", "write", "complete", "unlock"}

\* Partner p has taken task t off the queue, and t cannot know yet.
Holds(p, t) == target[p] = t /\ pc[p] \in {"write", "complete"}
Held(t) == \E p \in Partner : Holds(p, t)

\* Partner p has completed the task's present wait, and is going to unpark it.
Wakes(p, t) == target[p] = t /\ pc[p] \in {"unlock", "unpark"} /\ wait[p] = round[t]
Called(t) == \E p \in Partner : Wakes(p, t)

\* The task has withdrawn on an interrupt and not cleared its flag yet.
Clearing(t) == pc[t] \in {"reunlock", "clear"} /\ result[t] = Interrupted

\* How far the wait of task t is, where its outcome is, and what its flag means.
TaskInv(t) ==
    /\ state[t] = None <=> pc[t] \in {"idle", "lock", "enqueue"}
    /\ state[t] = None => t \notin Members(queue) /\ outcome[t] = None /\ result[t] = None
    /\ t \in Members(queue) => state[t] = "waiting" /\ outcome[t] = None /\ result[t] = None
    /\ state[t] = "completed" => outcome[t] # None /\ result[t] \notin Reasons
    /\ state[t] = "waiting" /\ t \notin Members(queue) => result[t] \in Reasons \/ Held(t)
    /\ result[t] \in Reasons => /\ state[t] = "waiting" /\ outcome[t] = None /\ result[t] = why[t]
                                /\ pc[t] \in {"reunlock", "clear", "return"}
    /\ result[t] \in Partner => state[t] = "completed" /\ pc[t] = "return" /\ result[t] = outcome[t]
    /\ pc[t] = "take" => state[t] = "completed"
    /\ pc[t] = "clear" => result[t] = Interrupted
    /\ pc[t] = "return" => result[t] # None
    /\ pc[t] = "reunlock" /\ result[t] = None => state[t] = "completed"
    /\ pc[t] \in {"relock", "withdraw"} => why[t] \in Reasons
    /\ pc[t] \in {"relock", "withdraw"} /\ why[t] = Interrupted => flag[t]
    /\ why[t] = TimedOut => due[t]
    /\ spins[t] <= Spin
    /\ pc[t] # "idle" => round[t] < Rounds
    /\ pc[t] \in {"state", "flag", "clock", "park", "parked"} => round[t] \in parking[t]
    /\ pc[t] \in {"flag", "clock", "park", "parked"} /\ state[t] = "completed" => permit[t] \/ Called(t)
    /\ IF Clearing(t) THEN flag[t] /\ ~owed[t] ELSE flag[t] = owed[t]

\* What partner p may rely on of the task that it has taken off the queue, and where its value is.
PartnerInv(p) ==
    /\ target[p] = None <=> pc[p] \in {"lock", "dequeue", "refused"}
    /\ pc[p] \in {"write", "complete"} =>
         /\ state[target[p]] = "waiting" /\ target[p] \notin Members(queue) /\ result[target[p]] = None
         /\ wait[p] = round[target[p]]
         /\ pc[p] = "write" => outcome[target[p]] = None
         /\ pc[p] = "complete" => outcome[target[p]] = p
    /\ \A t \in Task : outcome[t] = p => target[p] = t /\ pc[p] \in {"complete", "unlock", "unpark", "done"}
    /\ returned[p] = IF pc[p] \in {"lock", "dequeue", "refused", "write"} \/ outcome[target[p]] = p THEN 0 ELSE 1

IndInv ==
    /\ TypeInv /\ LockInv /\ Distinct(queue)
    /\ \A t \in Task : TaskInv(t)
    /\ \A p \in Partner : PartnerInv(p)

USE DEF GoTo, memory, machine, locals, history

\* Words, tasks and values are not taken for one another.
LEMMA Names ==
    /\ \A t \in Task : t \notin Partner /\ t # None /\ t # Free
    /\ \A p \in Partner : p \notin Task /\ p # None /\ p # Free /\ p \notin Reasons
    /\ None \notin Reasons /\ Interrupted # TimedOut /\ Interrupted \in Reasons /\ TimedOut \in Reasons
    /\ None # "waiting" /\ None # "completed"
  BY NamesDiffer DEF None, Interrupted, TimedOut, Free, Reasons

\* The order of the steps of a delivery.
LEMMA Order ==
    /\ Then("lock") = "dequeue" /\ Then("dequeue") = "write" /\ Then("write") = "complete"
    /\ Then("complete") = "unlock" /\ Then("unlock") = "unpark" /\ Then("unpark") = "done"
    /\ Steps = {"lock", "dequeue", "write", "complete", "unlock", "unpark"}
    /\ Position["lock"] = 1 /\ Position["dequeue"] = 2 /\ Position["write"] = 3
    /\ Position["complete"] = 4 /\ Position["unlock"] = 5 /\ Position["unpark"] = 6
<1>1. /\ DOMAIN Delivery = 1..6 /\ Len(Delivery) = 6
      /\ Delivery[1] = "lock" /\ Delivery[2] = "dequeue" /\ Delivery[3] = "write"
      /\ Delivery[4] = "complete" /\ Delivery[5] = "unlock" /\ Delivery[6] = "unpark"
  BY DEF Delivery
<1>2. Steps = {"lock", "dequeue", "write", "complete", "unlock", "unpark"}
  BY <1>1 DEF Steps
<1>3. ASSUME NEW i \in 1..6 PROVE Position[Delivery[i]] = i
  <2>1. Delivery[i] \in Steps
    BY <1>1 DEF Steps
  <2>2. Position[Delivery[i]] = CHOOSE j \in DOMAIN Delivery : Delivery[j] = Delivery[i]
    BY <2>1 DEF Position
  <2>3. \A j \in 1..6 : Delivery[j] = Delivery[i] => j = i
    BY <1>1
  <2> QED BY <1>1, <2>2, <2>3
<1>4. /\ Position["lock"] = 1 /\ Position["dequeue"] = 2 /\ Position["write"] = 3
      /\ Position["complete"] = 4 /\ Position["unlock"] = 5 /\ Position["unpark"] = 6
  BY <1>1, <1>3
<1> QED BY <1>1, <1>2, <1>4 DEF Then

\* The invariant holds at the start.
LEMMA InitInv == Init => IndInv
<1> SUFFICES ASSUME Init PROVE IndInv
  OBVIOUS
<1>1. /\ \A t \in Task : pc[t] = "idle"
      /\ \A p \in Partner : pc[p] = "lock"
      /\ pc \in [Task \cup Partner -> {"idle", "lock"}]
  BY Names DEF Init
<1>2. TypeInv
  BY <1>1, ConstantsAreSuch, Order DEF Init, TypeInv, TypeOK, PcOK, TaskSteps, PartnerSteps, Outcomes
<1>3. LockInv
  BY <1>1, Names DEF Init, LockInv
<1>4. \A t \in Task : TaskInv(t)
  BY <1>1, EmptyQueue, Names, ConstantsAreSuch DEF Init, TaskInv, Clearing
<1>5. \A p \in Partner : PartnerInv(p)
  BY <1>1, Names DEF Init, PartnerInv
<1> QED BY <1>2, <1>3, <1>4, <1>5, EmptyQueue DEF Init, IndInv

-----------------------------------------------------------------------------
\* If a task goes on then no other thread does.
LEMMA Moves ==
  ASSUME IndInv, NEW t \in Task, NEW s \in TaskSteps, GoTo(t, s)
  PROVE  /\ PcOK' /\ pc'[t] = s
         /\ \A u \in Task : u # t => pc'[u] = pc[u]
         /\ \A p \in Partner : pc'[p] = pc[p]
  BY Names DEF IndInv, TypeInv, PcOK

\* What a task knows of itself stays as it is; about its permit nothing is said.
Same(u) ==
    /\ pc'[u] = pc[u] /\ state'[u] = state[u] /\ outcome'[u] = outcome[u] /\ result'[u] = result[u]
    /\ why'[u] = why[u] /\ due'[u] = due[u] /\ spins'[u] = spins[u] /\ round'[u] = round[u]
    /\ parking'[u] = parking[u] /\ flag'[u] = flag[u] /\ owed'[u] = owed[u]

\* A task whose own variables stay as they are, and for which partners still do what they did, is well.
LEMMA SameTask ==
  ASSUME NEW u \in Task, TaskInv(u), Same(u),
         u \in Members(queue') <=> u \in Members(queue),
         Held(u) => Held(u)',
         pc[u] \in {"flag", "clock", "park", "parked"} /\ (permit[u] \/ Called(u)) => permit'[u] \/ Called(u)'
  PROVE  TaskInv(u)'
  BY DEF TaskInv, Same, Clearing

\* While partners do nothing they hold and call the same tasks.
LEMMA SamePartners ==
  ASSUME UNCHANGED <<target, wait>>, \A p \in Partner : pc'[p] = pc[p]
  PROVE  \A u \in Task : Held(u)' = Held(u) /\ (round'[u] = round[u] => Called(u)' = Called(u))
  BY DEF Held, Holds, Called, Wakes

\* A step of a task that changes no queue, no waiter's outcome and nothing that a partner relies on keeps the invariant.
LEMMA OneTask ==
  ASSUME IndInv, NEW t \in Task, TypeInv', LockInv', TaskInv(t)', \A p \in Partner : PartnerInv(p)',
         UNCHANGED <<queue, target, wait>>,
         \A p \in Partner : pc'[p] = pc[p],
         \A u \in Task : u # t => Same(u) /\ permit'[u] = permit[u]
  PROVE  IndInv'
<1>1. ASSUME NEW u \in Task, u # t PROVE TaskInv(u)'
  BY <1>1, SameTask, SamePartners DEF IndInv, Same
<1> QED BY <1>1 DEF IndInv

\* If waiters and results stay as they are then so does what partners rely on.
LEMMA QuietTask ==
  ASSUME IndInv, NEW t \in Task, TypeInv', LockInv', TaskInv(t)',
         UNCHANGED <<queue, state, outcome, result, round, target, wait, returned>>,
         \A p \in Partner : pc'[p] = pc[p],
         \A u \in Task : u # t => Same(u) /\ permit'[u] = permit[u]
  PROVE  IndInv'
<1>1. \A p \in Partner : PartnerInv(p)'
  BY DEF IndInv, PartnerInv
<1> QED BY <1>1, OneTask

\* No partner holds a task that is outside the loop, or has the lock.
LEMMA NotHeld ==
  ASSUME IndInv, NEW t \in Task, pc[t] \in {"idle", "lock", "enqueue", "take", "clear", "return"} \/ lock = t
  PROVE  /\ ~Held(t)
         /\ \A p \in Partner : pc[p] \in {"write", "complete"} => target[p] \in Task /\ target[p] # t
<1>1. ASSUME NEW p \in Partner, pc[p] \in {"write", "complete"} PROVE target[p] \in Task /\ target[p] # t
  <2>1. target[p] \in Task
    BY <1>1 DEF IndInv, TypeInv, TypeOK, PartnerInv
  <2>2. CASE target[p] = t
    <3>1. state[t] = "waiting" /\ result[t] = None /\ lock = p
      BY <1>1, <2>2 DEF IndInv, LockInv, PartnerInv
    <3> QED BY <3>1, Names DEF IndInv, TaskInv
  <2> QED BY <2>1, <2>2
<1> QED BY <1>1 DEF Held, Holds

-----------------------------------------------------------------------------
\* The steps in which a task does no more than to go on keep the invariant.
LEMMA MovingSteps ==
  ASSUME IndInv, NEW t \in Task,
         Begin(t) \/ ReadState(t) \/ Park(t) \/ WakeByInterrupt(t) \/ WakeByTimer(t) \/ WakeSpuriously(t)
  PROVE  IndInv'
<1>1. PICK s \in TaskSteps :
        /\ GoTo(t, s)
        /\ \/ pc[t] = "idle" /\ s = "lock" /\ round[t] < Rounds
           \/ pc[t] = "state" /\ s = "take" /\ state[t] = "completed"
           \/ pc[t] = "state" /\ s = "flag" /\ state[t] # "completed"
           \/ pc[t] = "park" /\ s = "parked"
           \/ pc[t] = "parked" /\ s = "state"
  BY DEF Begin, ReadState, Park, WakeByInterrupt, WakeByTimer, WakeSpuriously, AfterPark, TaskSteps
<1>2. UNCHANGED <<memory, machine, locals, history>>
  BY DEF Begin, ReadState, Park, WakeByInterrupt, WakeByTimer, WakeSpuriously
<1>3. /\ PcOK' /\ pc'[t] = s
      /\ \A u \in Task : u # t => pc'[u] = pc[u]
      /\ \A p \in Partner : pc'[p] = pc[p]
  BY <1>1, Moves
<1>4. TypeInv'
  BY <1>2, <1>3 DEF IndInv, TypeInv, TypeOK, PcOK
<1>5. LockInv'
  BY <1>1, <1>2, <1>3 DEF IndInv, LockInv
<1>6. TaskInv(t)'
  BY <1>1, <1>2, <1>3, SamePartners DEF IndInv, TaskInv, Clearing
<1> QED BY <1>2, <1>3, <1>4, <1>5, <1>6, QuietTask DEF Same

\* Taking and leaving the lock keeps it.
LEMMA LockSteps ==
  ASSUME IndInv, NEW t \in Task, Lock(t) \/ Unlock(t) \/ Relock(t) \/ Reunlock(t)
  PROVE  IndInv'
<1>1. PICK s \in TaskSteps :
        /\ GoTo(t, s)
        /\ \/ pc[t] = "lock" /\ s = "enqueue" /\ lock = Free /\ lock' = t
           \/ pc[t] = "unlock" /\ s = "look" /\ lock' = Free
           \/ pc[t] = "relock" /\ s = "withdraw" /\ lock = Free /\ lock' = t
           \/ pc[t] = "reunlock" /\ s = "take" /\ result[t] = None /\ lock' = Free
           \/ pc[t] = "reunlock" /\ s = "clear" /\ result[t] = Interrupted /\ lock' = Free
           \/ pc[t] = "reunlock" /\ s = "return" /\ result[t] = TimedOut /\ lock' = Free
  <2>1. CASE Reunlock(t)
    <3>1. result[t] \in {None, Interrupted, TimedOut}
      BY <2>1 DEF Reunlock, IndInv, TypeInv, TypeOK, Outcomes, TaskInv
    <3> QED BY <2>1, <3>1 DEF Reunlock, TaskSteps, None, Interrupted, TimedOut
  <2> QED BY <2>1 DEF Lock, Unlock, Relock, TaskSteps
<1>2. UNCHANGED <<queue, state, outcome, parking, machine, locals, history>>
  BY DEF Lock, Unlock, Relock, Reunlock
<1>3. /\ PcOK' /\ pc'[t] = s
      /\ \A u \in Task : u # t => pc'[u] = pc[u]
      /\ \A p \in Partner : pc'[p] = pc[p]
  BY <1>1, Moves
<1>4. TypeInv'
  BY <1>1, <1>2, <1>3 DEF IndInv, TypeInv, TypeOK, PcOK
<1>5. LockInv'
  BY <1>1, <1>3, Names DEF IndInv, LockInv
<1>6. TaskInv(t)'
  BY <1>1, <1>2, <1>3, SamePartners, Names DEF IndInv, TaskInv, Clearing
<1> QED BY <1>2, <1>3, <1>4, <1>5, <1>6, QuietTask DEF Same

\* Looking keeps it.
LEMMA LookStep ==
  ASSUME IndInv, NEW t \in Task, Look(t)
  PROVE  IndInv'
<1>1. PICK s \in TaskSteps : GoTo(t, s) /\ (s = "look" \/ (s = "take" /\ state[t] = "completed"))
  BY DEF Look, TaskSteps
<1>2. /\ UNCHANGED <<memory, machine, why, result, target, wait, history>>
      /\ pc[t] = "look" /\ spins[t] < Spin
      /\ spins' \in [Task -> Nat] /\ spins'[t] = spins[t] + 1 /\ \A u \in Task : u # t => spins'[u] = spins[u]
  <2>1. spins \in [Task -> Nat]
    BY DEF IndInv, TypeInv, TypeOK
  <2> QED BY <2>1 DEF Look
<1>3. /\ PcOK' /\ pc'[t] = s
      /\ \A u \in Task : u # t => pc'[u] = pc[u]
      /\ \A p \in Partner : pc'[p] = pc[p]
  BY <1>1, Moves
<1>4. TypeInv'
  BY <1>2, <1>3 DEF IndInv, TypeInv, TypeOK, PcOK
<1>5. LockInv'
  BY <1>1, <1>2, <1>3 DEF IndInv, LockInv
<1>6. TaskInv(t)'
  <2>1. spins'[t] <= Spin
    BY <1>2, ConstantsAreSuch DEF IndInv, TypeInv, TypeOK
  <2>2. TaskInv(t) /\ Held(t)' = Held(t) /\ Called(t)' = Called(t)
    BY <1>2, <1>3, SamePartners DEF IndInv
  <2> QED BY <1>1, <1>2, <1>3, <2>1, <2>2 DEF TaskInv, Clearing
<1> QED BY <1>2, <1>3, <1>4, <1>5, <1>6, QuietTask DEF Same

\* Announcing keeps it.
LEMMA AnnounceStep ==
  ASSUME IndInv, NEW t \in Task, Announce(t)
  PROVE  IndInv'
<1>1. /\ UNCHANGED <<lock, queue, state, outcome, machine, locals, history>> /\ pc[t] = "look"
      /\ parking' \in [Task -> SUBSET (0..Rounds)]
      /\ parking'[t] = parking[t] \cup {round[t]} /\ \A u \in Task : u # t => parking'[u] = parking[u]
  <2>1. parking \in [Task -> SUBSET (0..Rounds)] /\ round[t] \in 0..Rounds
    BY DEF IndInv, TypeInv, TypeOK
  <2> QED BY <2>1 DEF Announce
<1>2. /\ PcOK' /\ pc'[t] = "state"
      /\ \A u \in Task : u # t => pc'[u] = pc[u]
      /\ \A p \in Partner : pc'[p] = pc[p]
  BY Moves DEF Announce, TaskSteps
<1>3. TypeInv'
  BY <1>1, <1>2 DEF IndInv, TypeInv, TypeOK, PcOK
<1>4. LockInv'
  BY <1>1, <1>2 DEF IndInv, LockInv
<1>5. TaskInv(t)'
  <2>1. TaskInv(t) /\ Held(t)' = Held(t) /\ Called(t)' = Called(t)
    BY <1>1, <1>2, SamePartners DEF IndInv
  <2> QED BY <1>1, <1>2, <2>1 DEF TaskInv, Clearing
<1> QED BY <1>1, <1>2, <1>3, <1>4, <1>5, QuietTask DEF Same

\* Reading the flag or the clock keeps it: a task that turns to withdraw has a reason.
LEMMA ReadingSteps ==
  ASSUME IndInv, NEW t \in Task, ReadFlag(t) \/ ReadClock(t)
  PROVE  IndInv'
<1>1. /\ PcOK' /\ pc[t] \in {"flag", "clock"}
      /\ \A u \in Task : u # t => pc'[u] = pc[u]
      /\ \A p \in Partner : pc'[p] = pc[p]
      /\ why' \in [Task -> {None, Interrupted, TimedOut}] /\ \A u \in Task : u # t => why'[u] = why[u]
      /\ \/ pc'[t] \in {"clock", "park"} /\ why'[t] = why[t]
         \/ pc'[t] = "relock" /\ why'[t] = Interrupted /\ flag[t]
         \/ pc'[t] = "relock" /\ why'[t] = TimedOut /\ due[t]
  <2>1. why \in [Task -> {None, Interrupted, TimedOut}]
    BY DEF IndInv, TypeInv, TypeOK
  <2>2. ASSUME NEW s \in {"clock", "park", "relock"}, GoTo(t, s)
        PROVE  /\ PcOK' /\ pc'[t] = s
               /\ \A u \in Task : u # t => pc'[u] = pc[u]
               /\ \A p \in Partner : pc'[p] = pc[p]
    BY <2>2, Moves DEF TaskSteps
  <2>3. CASE ReadFlag(t) /\ flag[t]
    BY <2>1, <2>2, <2>3 DEF ReadFlag
  <2>4. CASE ReadFlag(t) /\ ~flag[t]
    BY <2>1, <2>2, <2>4 DEF ReadFlag
  <2>5. CASE ReadClock(t) /\ due[t]
    BY <2>1, <2>2, <2>5 DEF ReadClock
  <2>6. CASE ReadClock(t) /\ ~due[t]
    BY <2>1, <2>2, <2>6 DEF ReadClock
  <2> QED BY <2>3, <2>4, <2>5, <2>6
<1>2. UNCHANGED <<memory, machine, spins, result, target, wait, history>>
  BY DEF ReadFlag, ReadClock
<1>3. TypeInv'
  BY <1>1, <1>2 DEF IndInv, TypeInv, TypeOK, PcOK
<1>4. LockInv'
  BY <1>1, <1>2 DEF IndInv, LockInv
<1>5. TaskInv(t)'
  <2>1. TaskInv(t) /\ Held(t)' = Held(t) /\ Called(t)' = Called(t)
    BY <1>1, <1>2, SamePartners DEF IndInv
  <2> QED BY <1>1, <1>2, <2>1, Names DEF TaskInv, Clearing
<1> QED BY <1>1, <1>2, <1>3, <1>4, <1>5, QuietTask DEF Same

\* Taking the permit keeps it: the task is going to look.
LEMMA WakeByPermitStep ==
  ASSUME IndInv, NEW t \in Task, WakeByPermit(t)
  PROVE  IndInv'
<1>1. /\ UNCHANGED <<memory, flag, due, locals, history>> /\ pc[t] = "parked"
      /\ permit' \in [Task -> BOOLEAN] /\ \A u \in Task : u # t => permit'[u] = permit[u]
  <2>1. permit \in [Task -> BOOLEAN]
    BY DEF IndInv, TypeInv, TypeOK
  <2> QED BY <2>1 DEF WakeByPermit
<1>2. /\ PcOK' /\ pc'[t] = "state"
      /\ \A u \in Task : u # t => pc'[u] = pc[u]
      /\ \A p \in Partner : pc'[p] = pc[p]
  BY Moves DEF WakeByPermit, AfterPark, TaskSteps
<1>3. TypeInv'
  BY <1>1, <1>2 DEF IndInv, TypeInv, TypeOK, PcOK
<1>4. LockInv'
  BY <1>1, <1>2 DEF IndInv, LockInv
<1>5. TaskInv(t)'
  <2>1. TaskInv(t) /\ Held(t)' = Held(t) /\ Called(t)' = Called(t)
    BY <1>1, <1>2, SamePartners DEF IndInv
  <2> QED BY <1>1, <1>2, <2>1 DEF TaskInv, Clearing
<1> QED BY <1>1, <1>2, <1>3, <1>4, <1>5, QuietTask DEF Same

\* Clearing the flag keeps it: the interrupt has been answered.
LEMMA ClearFlagStep ==
  ASSUME IndInv, NEW t \in Task, ClearFlag(t)
  PROVE  IndInv'
<1>1. /\ UNCHANGED <<memory, permit, due, locals, history>> /\ pc[t] = "clear"
      /\ flag' \in [Task -> BOOLEAN] /\ flag'[t] = FALSE /\ \A u \in Task : u # t => flag'[u] = flag[u]
  <2>1. flag \in [Task -> BOOLEAN]
    BY DEF IndInv, TypeInv, TypeOK
  <2> QED BY <2>1 DEF ClearFlag
<1>2. /\ PcOK' /\ pc'[t] = "return"
      /\ \A u \in Task : u # t => pc'[u] = pc[u]
      /\ \A p \in Partner : pc'[p] = pc[p]
  BY Moves DEF ClearFlag, TaskSteps
<1>3. TypeInv'
  BY <1>1, <1>2 DEF IndInv, TypeInv, TypeOK, PcOK
<1>4. LockInv'
  BY <1>1, <1>2 DEF IndInv, LockInv
<1>5. TaskInv(t)'
  <2>1. TaskInv(t) /\ Held(t)' = Held(t) /\ Called(t)' = Called(t)
    BY <1>1, <1>2, SamePartners DEF IndInv
  <2>2. owed[t] \in BOOLEAN
    BY DEF IndInv, TypeInv, TypeOK
  <2> QED BY <1>1, <1>2, <2>1, <2>2, Names DEF TaskInv, Clearing
<1> QED BY <1>1, <1>2, <1>3, <1>4, <1>5, QuietTask DEF Same

\* Interrupts, the clock and strangers keep it.
LEMMA SurroundingSteps ==
  ASSUME IndInv, NEW t \in Task, Interrupt(t) \/ Expire(t) \/ StrayUnpark(t)
  PROVE  IndInv'
<1>1. /\ UNCHANGED <<memory, pc, locals, round, returned>>
      /\ flag' \in [Task -> BOOLEAN] /\ due' \in [Task -> BOOLEAN]
      /\ permit' \in [Task -> BOOLEAN] /\ owed' \in [Task -> BOOLEAN]
      /\ \A u \in Task : u # t => flag'[u] = flag[u] /\ due'[u] = due[u] /\ permit'[u] = permit[u] /\ owed'[u] = owed[u]
      /\ due[t] => due'[t]
      /\ permit[t] => permit'[t]
      /\ (flag'[t] /\ owed'[t] /\ ~flag[t]) \/ (flag'[t] = flag[t] /\ owed'[t] = owed[t])
  <2> DEFINE Bits == [Task -> BOOLEAN]
  <2>0. flag \in Bits /\ due \in Bits /\ permit \in Bits /\ owed \in Bits
    BY DEF IndInv, TypeInv, TypeOK
  <2>1. CASE Interrupt(t)
    BY <2>0, <2>1 DEF Interrupt
  <2>2. CASE Expire(t)
    BY <2>0, <2>2 DEF Expire
  <2>3. CASE StrayUnpark(t)
    BY <2>0, <2>3 DEF StrayUnpark
  <2> QED BY <2>1, <2>2, <2>3
<1>2. TypeInv'
  BY <1>1 DEF IndInv, TypeInv, TypeOK, PcOK
<1>3. LockInv'
  BY <1>1 DEF IndInv, LockInv
<1>4. TaskInv(t)'
  <2>1. TaskInv(t) /\ Held(t)' = Held(t) /\ Called(t)' = Called(t)
    BY <1>1, SamePartners DEF IndInv
  <2>2. flag[t] \in BOOLEAN /\ owed[t] \in BOOLEAN
    BY DEF IndInv, TypeInv, TypeOK
  <2> QED BY <1>1, <2>1, <2>2 DEF TaskInv, Clearing
<1> QED BY <1>1, <1>2, <1>3, <1>4, QuietTask DEF Same

\* Reading the outcome keeps it: it has been written.
LEMMA TakeStep ==
  ASSUME IndInv, NEW t \in Task, Take(t)
  PROVE  IndInv'
<1>1. UNCHANGED <<memory, machine, spins, why, target, wait, history>> /\ pc[t] = "take"
  BY DEF Take
<1>2. /\ PcOK' /\ pc'[t] = "return"
      /\ \A u \in Task : u # t => pc'[u] = pc[u]
      /\ \A p \in Partner : pc'[p] = pc[p]
  BY Moves DEF Take, TaskSteps
<1>3. /\ state[t] = "completed" /\ outcome[t] \in Partner /\ result'[t] = outcome[t]
      /\ result' \in [Task -> Outcomes] /\ \A u \in Task : u # t => result'[u] = result[u]
  <2>1. result \in [Task -> Outcomes] /\ outcome[t] \in Partner \cup {None}
    BY DEF IndInv, TypeInv, TypeOK
  <2>2. state[t] = "completed" /\ outcome[t] # None
    BY <1>1 DEF IndInv, TaskInv
  <2> QED BY <2>1, <2>2 DEF Take, Outcomes
<1>4. TypeInv'
  BY <1>1, <1>2, <1>3 DEF IndInv, TypeInv, TypeOK, PcOK
<1>5. LockInv'
  BY <1>1, <1>2 DEF IndInv, LockInv
<1>6. TaskInv(t)'
  <2>1. TaskInv(t) /\ Held(t)' = Held(t) /\ Called(t)' = Called(t)
    BY <1>1, <1>2, <1>3, SamePartners DEF IndInv
  <2> QED BY <1>1, <1>2, <1>3, <2>1, Names DEF TaskInv, Clearing
<1>7. ASSUME NEW p \in Partner PROVE PartnerInv(p)'
  <2>1. PartnerInv(p) /\ (pc[p] \in {"write", "complete"} => target[p] \in Task /\ target[p] # t)
    BY <1>1, NotHeld DEF IndInv
  <2> QED BY <1>1, <1>2, <1>3, <2>1 DEF PartnerInv
<1> QED BY <1>1, <1>2, <1>3, <1>4, <1>5, <1>6, <1>7, OneTask DEF Same

\* Returning keeps it: if the result is a value then that is with nobody else.
LEMMA ReturnStep ==
  ASSUME IndInv, NEW t \in Task, Return(t)
  PROVE  IndInv'
<1>1. /\ UNCHANGED <<lock, queue, parking, permit, flag, target, wait, owed>> /\ pc[t] = "return"
      /\ returned' = [p \in Partner |-> returned[p] + IF result[t] = p THEN 1 ELSE 0]
  BY DEF Return
<1>0. /\ state \in [Task -> {None, "waiting", "completed"}] /\ outcome \in [Task -> Partner \cup {None}]
      /\ result \in [Task -> Outcomes] /\ why \in [Task -> {None, Interrupted, TimedOut}]
      /\ due \in [Task -> BOOLEAN] /\ spins \in [Task -> Nat] /\ round \in [Task -> 0..Rounds]
      /\ returned \in [Partner -> Nat]
  BY DEF IndInv, TypeInv, TypeOK
<1>2. /\ PcOK' /\ pc'[t] = "idle"
      /\ \A u \in Task : u # t => pc'[u] = pc[u]
      /\ \A p \in Partner : pc'[p] = pc[p]
  BY Moves DEF Return, TaskSteps
<1>3. /\ state'[t] = None /\ outcome'[t] = None /\ result'[t] = None /\ why'[t] = None /\ due'[t] = FALSE
      /\ spins'[t] = 0 /\ round'[t] = round[t] + 1
      /\ \A u \in Task : u # t =>
           /\ state'[u] = state[u] /\ outcome'[u] = outcome[u] /\ result'[u] = result[u] /\ why'[u] = why[u]
           /\ due'[u] = due[u] /\ spins'[u] = spins[u] /\ round'[u] = round[u]
  BY <1>0 DEF Return
<1>4. round'[t] \in 0..Rounds
  <2>1. round[t] < Rounds
    BY <1>1 DEF IndInv, TaskInv
  <2> QED BY <1>0, <1>3, <2>1, ConstantsAreSuch
<1>5. /\ state' \in [Task -> {None, "waiting", "completed"}] /\ outcome' \in [Task -> Partner \cup {None}]
      /\ result' \in [Task -> Outcomes] /\ why' \in [Task -> {None, Interrupted, TimedOut}]
      /\ due' \in [Task -> BOOLEAN] /\ spins' \in [Task -> Nat] /\ round' \in [Task -> 0..Rounds]
      /\ returned' \in [Partner -> Nat]
  <2>1. round' \in [Task -> 0..Rounds]
    BY <1>0, <1>3, <1>4 DEF Return
  <2>2. returned' \in [Partner -> Nat]
    BY <1>0, <1>1
  <2>3. state' \in [Task -> {None, "waiting", "completed"}] /\ outcome' \in [Task -> Partner \cup {None}]
    BY <1>0 DEF Return
  <2>4. result' \in [Task -> Outcomes] /\ why' \in [Task -> {None, Interrupted, TimedOut}]
    BY <1>0 DEF Return, Outcomes
  <2>5. due' \in [Task -> BOOLEAN] /\ spins' \in [Task -> Nat]
    BY <1>0 DEF Return
  <2> QED BY <2>1, <2>2, <2>3, <2>4, <2>5
<1>6. TypeInv'
  BY <1>1, <1>2, <1>5 DEF IndInv, TypeInv, TypeOK, PcOK
<1>7. LockInv'
  BY <1>1, <1>2 DEF IndInv, LockInv
<1>8. TaskInv(t)'
  <2>1. t \notin Members(queue) /\ ~Clearing(t) /\ flag[t] = owed[t]
    BY <1>1, Names DEF IndInv, TaskInv, Clearing
  <2>2. spins'[t] <= Spin
    BY <1>3, ConstantsAreSuch
  <2> QED BY <1>1, <1>2, <1>3, <2>1, <2>2, Names DEF TaskInv, Clearing
<1>9. ASSUME NEW p \in Partner PROVE PartnerInv(p)'
  <2>1. PartnerInv(p) /\ (pc[p] \in {"write", "complete"} => target[p] \in Task /\ target[p] # t)
    BY <1>1, NotHeld DEF IndInv
  <2>2. result[t] = p <=> outcome[t] = p
    <3>1. result[t] \in Partner \cup {None} \cup Reasons
      BY <1>0 DEF Outcomes, Reasons
    <3> QED BY <1>1, <3>1, Names DEF IndInv, TaskInv
  <2>3. returned'[p] = returned[p] + IF result[t] = p THEN 1 ELSE 0
    BY <1>1
  <2>4. pc[p] \notin {"lock", "dequeue", "refused"} => target[p] \in Task
    BY <2>1 DEF IndInv, TypeInv, TypeOK, PartnerInv
  <2>5. pc[p] \in PartnerSteps /\ PartnerSteps = {"lock", "dequeue", "refused", "write", "complete", "unlock", "unpark", "done"}
    BY Order DEF IndInv, TypeInv, PcOK, PartnerSteps
  <2> QED BY <1>1, <1>2, <1>3, <2>1, <2>2, <2>3, <2>4, <2>5, Names DEF PartnerInv
<1> QED BY <1>1, <1>2, <1>3, <1>6, <1>7, <1>8, <1>9, OneTask DEF Same

\* Joining the queue keeps it.
LEMMA EnqueueStep ==
  ASSUME IndInv, NEW t \in Task, Enqueue(t)
  PROVE  IndInv'
<1>1. /\ UNCHANGED <<lock, outcome, parking, machine, locals, history>> /\ pc[t] = "enqueue"
      /\ state' \in [Task -> {None, "waiting", "completed"}] /\ state'[t] = "waiting"
      /\ \A u \in Task : u # t => state'[u] = state[u]
  <2>1. state \in [Task -> {None, "waiting", "completed"}]
    BY DEF IndInv, TypeInv, TypeOK
  <2> QED BY <2>1 DEF Enqueue
<1>2. /\ PcOK' /\ pc'[t] = "unlock"
      /\ \A u \in Task : u # t => pc'[u] = pc[u]
      /\ \A p \in Partner : pc'[p] = pc[p]
  BY Moves DEF Enqueue, TaskSteps
<1>3. t \notin Members(queue) /\ outcome[t] = None /\ result[t] = None
  BY <1>1 DEF IndInv, TaskInv
<1>4. queue' \in Seq(Task) /\ Distinct(queue') /\ Members(queue') = Members(queue) \cup {t}
  BY <1>3, AppendToQueue DEF Enqueue, IndInv, TypeInv, TypeOK
<1>5. TypeInv'
  BY <1>1, <1>2, <1>4 DEF IndInv, TypeInv, TypeOK, PcOK
<1>6. LockInv'
  BY <1>1, <1>2 DEF IndInv, LockInv
<1>7. ASSUME NEW u \in Task PROVE TaskInv(u)'
  <2>0. TaskInv(u)
    BY DEF IndInv
  <2>1. CASE u = t
    BY <1>1, <1>2, <1>3, <1>4, <2>1, <2>0, Names DEF TaskInv, Clearing
  <2>2. CASE u # t
    BY <1>1, <1>2, <1>4, <2>2, <2>0, SameTask, SamePartners DEF Same
  <2> QED BY <2>1, <2>2
<1>8. ASSUME NEW p \in Partner PROVE PartnerInv(p)'
  <2>1. PartnerInv(p) /\ (pc[p] \in {"write", "complete"} => target[p] \in Task /\ target[p] # t)
    BY <1>1, NotHeld DEF IndInv
  <2> QED BY <1>1, <1>2, <1>4, <2>1 DEF PartnerInv
<1> QED BY <1>4, <1>5, <1>6, <1>7, <1>8 DEF IndInv

\* A withdrawal keeps it: the task finds itself queued, or has been completed.
LEMMA WithdrawStep ==
  ASSUME IndInv, NEW t \in Task, Withdraw(t)
  PROVE  IndInv'
<1>1. /\ UNCHANGED <<lock, state, outcome, parking, machine, spins, why, target, wait, round, returned>>
      /\ pc[t] = "withdraw" /\ lock = t
      /\ Queued(t) <=> t \in Members(queue)
  BY DEF Withdraw, Queued, Members, IndInv, LockInv
<1>2. /\ PcOK' /\ pc'[t] = "reunlock"
      /\ \A u \in Task : u # t => pc'[u] = pc[u]
      /\ \A p \in Partner : pc'[p] = pc[p]
  BY Moves DEF Withdraw, TaskSteps
<1>3. ~Held(t) /\ \A p \in Partner : pc[p] \in {"write", "complete"} => target[p] \in Task /\ target[p] # t
  BY <1>1, NotHeld
<1>4. queue' \in Seq(Task) /\ Distinct(queue') /\ Members(queue') = Members(queue) \ {t}
  <2>1. CASE Queued(t)
    <3>1. queue' = Without(queue, t)
      BY <2>1 DEF Withdraw, Without
    <3> QED BY <3>1, RemoveFromQueue DEF IndInv, TypeInv, TypeOK
  <2>2. CASE ~Queued(t)
    BY <1>1, <2>2 DEF Withdraw, IndInv, TypeInv, TypeOK
  <2> QED BY <2>1, <2>2
<1>5. /\ result' \in [Task -> Outcomes] /\ owed' \in [Task -> BOOLEAN]
      /\ \A u \in Task : u # t => result'[u] = result[u] /\ owed'[u] = owed[u]
      /\ IF Queued(t) THEN result'[t] = why[t] /\ owed'[t] = (owed[t] /\ why[t] # Interrupted)
                      ELSE result'[t] = result[t] /\ owed'[t] = owed[t]
  <2>1. result \in [Task -> Outcomes] /\ owed \in [Task -> BOOLEAN] /\ why[t] \in Outcomes
    BY DEF IndInv, TypeInv, TypeOK, Outcomes
  <2>2. CASE Queued(t)
    BY <2>1, <2>2 DEF Withdraw
  <2>3. CASE ~Queued(t)
    BY <2>1, <2>3 DEF Withdraw
  <2> QED BY <2>2, <2>3
<1>6. TypeInv'
  BY <1>1, <1>2, <1>4, <1>5 DEF IndInv, TypeInv, TypeOK, PcOK
<1>7. LockInv'
  BY <1>1, <1>2 DEF IndInv, LockInv
<1>8. ASSUME NEW u \in Task PROVE TaskInv(u)'
  <2>0. TaskInv(u)
    BY DEF IndInv
  <2>1. CASE u = t /\ Queued(t)
    <3>1. why[t] \in Reasons /\ state[t] = "waiting" /\ outcome[t] = None /\ flag[t] = owed[t]
          /\ (why[t] = Interrupted => flag[t])
      BY <1>1, <2>1 DEF IndInv, TaskInv, Clearing
    <3>2. owed[t] \in BOOLEAN
      BY DEF IndInv, TypeInv, TypeOK
    <3> QED BY <1>1, <1>2, <1>4, <1>5, <2>0, <2>1, <3>1, <3>2, Names DEF TaskInv, Clearing
  <2>2. CASE u = t /\ ~Queued(t)
    <3>1. state[t] \in {None, "waiting", "completed"} /\ result[t] \in Partner \cup {None} \cup Reasons
      BY DEF IndInv, TypeInv, TypeOK, Outcomes, Reasons
    <3>2. result[t] = None /\ state[t] = "completed" /\ flag[t] = owed[t]
      BY <1>1, <1>3, <2>2, <3>1, <2>0, Names DEF TaskInv, Clearing
    <3> QED BY <1>1, <1>2, <1>4, <1>5, <2>2, <3>2, <2>0, Names DEF TaskInv, Clearing
  <2>3. CASE u # t
    BY <1>1, <1>2, <1>4, <1>5, <2>3, <2>0, SameTask, SamePartners DEF Same
  <2> QED BY <2>1, <2>2, <2>3
<1>9. ASSUME NEW p \in Partner PROVE PartnerInv(p)'
  <2>1. PartnerInv(p)
    BY DEF IndInv
  <2> QED BY <1>1, <1>2, <1>3, <1>4, <1>5, <2>1 DEF PartnerInv
<1> QED BY <1>4, <1>6, <1>7, <1>8, <1>9 DEF IndInv

-----------------------------------------------------------------------------
\* If a partner goes on then no other thread does.
LEMMA PartnerMoves ==
  ASSUME IndInv, NEW p \in Partner, NEW s \in {"dequeue", "write", "complete", "unlock", "unpark", "done", "refused"},
         GoTo(p, s)
  PROVE  /\ PcOK' /\ pc'[p] = s
         /\ \A q \in Partner : q # p => pc'[q] = pc[q]
         /\ \A t \in Task : pc'[t] = pc[t]
<1>1. s \in PartnerSteps
  BY Order DEF PartnerSteps
<1> QED BY <1>1, Names DEF IndInv, TypeInv, PcOK

\* Where a partner can be, and that it has a target from the moment it has dequeued.
LEMMA Targets ==
  ASSUME IndInv, NEW p \in Partner
  PROVE  /\ pc[p] \in {"lock", "dequeue", "refused", "write", "complete", "unlock", "unpark", "done"}
         /\ pc[p] \in {"write", "complete", "unlock", "unpark", "done"} => target[p] \in Task
<1>1. pc[p] \in {"lock", "dequeue", "refused", "write", "complete", "unlock", "unpark", "done"}
  BY Order DEF IndInv, TypeInv, PcOK, PartnerSteps
<1>2. target[p] \in Task \cup {None} /\ PartnerInv(p)
  BY DEF IndInv, TypeInv, TypeOK
<1> QED BY <1>1, <1>2 DEF PartnerInv

\* Steps of a partner that change no waiter and no queue keep the invariant.
LEMMA QuietPartner ==
  ASSUME IndInv, NEW p \in Partner,
         UNCHANGED <<queue, state, outcome, parking, flag, due, locals, history>>,
         TypeInv', LockInv', PcOK',
         pc[p] \notin {"write", "complete"}, pc'[p] \notin {"write", "complete"},
         pc[p] \in {"lock", "dequeue", "refused"} <=> pc'[p] \in {"lock", "dequeue", "refused"},
         pc[p] = "done" => pc'[p] = "done",
         \A q \in Partner : q # p => pc'[q] = pc[q],
         \A t \in Task : pc'[t] = pc[t],
         \A t \in Task : pc[t] \in {"flag", "clock", "park", "parked"} /\ (permit[t] \/ Called(t)) => permit'[t] \/ Called(t)'
  PROVE  IndInv'
<1>1. ASSUME NEW t \in Task PROVE TaskInv(t)'
  <2>1. Held(t) => Held(t)'
    BY DEF Held, Holds
  <2> QED BY <2>1, SameTask DEF IndInv, Same
<1>2. ASSUME NEW q \in Partner PROVE PartnerInv(q)'
  <2>1. CASE q # p
    BY <2>1 DEF IndInv, PartnerInv
  <2>2. CASE q = p
    <3>1. PartnerInv(p) /\ pc'[p] \in PartnerSteps
      BY DEF IndInv, PcOK
    <3>2. pc'[p] \in {"lock", "dequeue", "refused", "unlock", "unpark", "done"}
      BY <3>1, Order DEF PartnerSteps
    <3> QED BY <2>2, <3>1, <3>2, Targets DEF PartnerInv
  <2> QED BY <2>1, <2>2
<1> QED BY <1>1, <1>2 DEF IndInv

\* Taking the lock, refusing, leaving the lock and unparking are such steps.
LEMMA QuietPartnerSteps ==
  ASSUME IndInv, NEW p \in Partner, Approach(p) \/ Refuse(p) \/ Leave(p) \/ Unpark(p)
  PROVE  IndInv'
<1>1. PICK s \in {"dequeue", "refused", "unpark", "done"} :
        /\ GoTo(p, s)
        /\ \/ pc[p] = "lock" /\ s = "dequeue" /\ lock = Free /\ lock' = p /\ UNCHANGED permit
           \/ pc[p] = "dequeue" /\ s = "refused" /\ lock' = Free /\ UNCHANGED permit
           \/ pc[p] = "unlock" /\ s = "unpark" /\ lock' = Free /\ UNCHANGED permit
           \/ pc[p] = "unpark" /\ s = "done" /\ lock' = lock /\ Unpark(p)
  BY Order DEF Approach, Refuse, Leave, Unpark
<1>2. UNCHANGED <<queue, state, outcome, parking, flag, due, locals, history>>
  BY DEF Approach, Refuse, Leave, Unpark
<1>3. /\ PcOK' /\ pc'[p] = s
      /\ \A q \in Partner : q # p => pc'[q] = pc[q]
      /\ \A t \in Task : pc'[t] = pc[t]
  BY <1>1, PartnerMoves
<1>4. /\ permit' \in [Task -> BOOLEAN]
      /\ \A t \in Task : permit[t] => permit'[t]
      /\ \A t \in Task : pc[p] = "unpark" /\ target[p] = t /\ wait[p] \in parking[t] => permit'[t]
  <2>1. CASE UNCHANGED permit /\ pc[p] # "unpark"
    BY <2>1 DEF IndInv, TypeInv, TypeOK
  <2>2. CASE Unpark(p)
    <3>1. target[p] \in Task
      BY <2>2, Targets DEF Unpark
    <3>2. permit \in [Task -> BOOLEAN]
      BY DEF IndInv, TypeInv, TypeOK
    <3>3. permit' = [permit EXCEPT ![target[p]] = @ \/ wait[p] \in parking[target[p]]]
      BY <2>2 DEF Unpark
    <3> QED BY <3>1, <3>2, <3>3
  <2> QED BY <1>1, <2>1, <2>2
<1>5. TypeInv'
  BY <1>1, <1>2, <1>3, <1>4 DEF IndInv, TypeInv, TypeOK, PcOK
<1>6. LockInv'
  BY <1>1, <1>3, Names DEF IndInv, LockInv
<1>7. ASSUME NEW t \in Task, pc[t] \in {"flag", "clock", "park", "parked"}, permit[t] \/ Called(t)
      PROVE  permit'[t] \/ Called(t)'
  <2>1. round[t] \in parking[t]
    BY <1>7 DEF IndInv, TaskInv
  <2>2. ASSUME NEW q \in Partner, Wakes(q, t), ~permit'[t] PROVE Wakes(q, t)'
    <3>1. q = p => pc[p] = "unlock" /\ pc'[p] = "unpark"
      BY <1>1, <1>3, <1>4, <2>1, <2>2 DEF Wakes
    <3> QED BY <1>2, <1>3, <2>2, <3>1 DEF Wakes
  <2> QED BY <1>4, <1>7, <2>2 DEF Called
<1> QED BY <1>1, <1>2, <1>3, <1>5, <1>6, <1>7, QuietPartner

\* While a partner has the lock, what it does leaves other partners as they are.
LEMMA OtherPartners ==
  ASSUME IndInv, NEW p \in Partner, lock = p,
         NEW q \in Partner, q # p,
         pc'[q] = pc[q], target'[q] = target[q], wait'[q] = wait[q], returned'[q] = returned[q],
         \A t \in Task : outcome'[t] = q <=> outcome[t] = q
  PROVE  PartnerInv(q)'
<1>1. PartnerInv(q) /\ pc[q] \notin {"write", "complete"}
  BY Names DEF IndInv, LockInv
<1> QED BY <1>1, Targets DEF PartnerInv

\* Taking the head off the queue keeps the invariant.
LEMMA DequeueStep ==
  ASSUME IndInv, NEW p \in Partner, Dequeue(p)
  PROVE  IndInv'
<1> DEFINE w == Head(queue)
<1>1. /\ w \in Task /\ w \in Members(queue) /\ queue' \in Seq(Task) /\ Distinct(queue')
      /\ Members(queue') = Members(queue) \ {w}
  BY TailOfQueue DEF Dequeue, IndInv, TypeInv, TypeOK
<1>2. /\ PcOK' /\ pc'[p] = "write"
      /\ \A q \in Partner : q # p => pc'[q] = pc[q]
      /\ \A t \in Task : pc'[t] = pc[t]
  BY Order, PartnerMoves DEF Dequeue
<1>3. /\ target' \in [Partner -> Task \cup {None}] /\ wait' \in [Partner -> 0..Rounds]
      /\ target'[p] = w /\ wait'[p] = round[w]
      /\ \A q \in Partner : q # p => target'[q] = target[q] /\ wait'[q] = wait[q]
  <2>1. target \in [Partner -> Task \cup {None}] /\ wait \in [Partner -> 0..Rounds] /\ round \in [Task -> 0..Rounds]
    BY DEF IndInv, TypeInv, TypeOK
  <2> QED BY <1>1, <2>1 DEF Dequeue
<1>4. /\ UNCHANGED <<lock, state, outcome, parking, machine, spins, why, result, history>>
      /\ pc[p] = "dequeue" /\ lock = p
  BY DEF Dequeue, IndInv, LockInv
<1>5. state[w] = "waiting" /\ outcome[w] = None /\ result[w] = None
  BY <1>1 DEF IndInv, TaskInv
<1> HIDE DEF w
<1>6. TypeInv'
  BY <1>1, <1>2, <1>3, <1>4 DEF IndInv, TypeInv, TypeOK, PcOK
<1>7. LockInv'
  BY <1>2, <1>4 DEF IndInv, LockInv
<1>8. ASSUME NEW t \in Task PROVE TaskInv(t)'
  <2>0. TaskInv(t)
    BY DEF IndInv
  <2>1. ASSUME NEW q \in Partner PROVE (Holds(q, t) => Holds(q, t)') /\ (Wakes(q, t) => Wakes(q, t)')
    BY <1>2, <1>3, <1>4 DEF Holds, Wakes
  <2>2. (Held(t) => Held(t)') /\ (Called(t) => Called(t)')
    BY <2>1 DEF Held, Called
  <2>3. CASE t = w
    <3>1. Held(t)'
      BY <1>2, <1>3, <2>3 DEF Held, Holds
    <3> QED BY <1>1, <1>2, <1>4, <1>5, <2>2, <2>3, <3>1, <2>0, Names DEF TaskInv, Clearing
  <2>4. CASE t # w
    BY <1>1, <1>2, <1>4, <2>2, <2>4, <2>0, SameTask DEF Same
  <2> QED BY <2>3, <2>4
<1>9. PartnerInv(p)'
  <2>1. PartnerInv(p)
    BY DEF IndInv
  <2> QED BY <1>1, <1>2, <1>3, <1>4, <1>5, <2>1, Names DEF PartnerInv
<1>10. ASSUME NEW q \in Partner, q # p PROVE PartnerInv(q)'
  BY <1>2, <1>3, <1>4, <1>10, OtherPartners
<1> QED BY <1>1, <1>6, <1>7, <1>8, <1>9, <1>10 DEF IndInv

\* Writing the outcome keeps it.
LEMMA WriteStep ==
  ASSUME IndInv, NEW p \in Partner, Write(p)
  PROVE  IndInv'
<1> DEFINE w == target[p]
<1>1. /\ UNCHANGED <<lock, queue, state, parking, machine, locals, history>> /\ pc[p] = "write" /\ lock = p
  BY DEF Write, IndInv, LockInv
<1>2. /\ PcOK' /\ pc'[p] = "complete"
      /\ \A q \in Partner : q # p => pc'[q] = pc[q]
      /\ \A t \in Task : pc'[t] = pc[t]
  BY Order, PartnerMoves DEF Write
<1>3. w \in Task
  BY <1>1, Targets
<1>4. state[w] = "waiting" /\ w \notin Members(queue) /\ result[w] = None /\ outcome[w] = None
  BY <1>1 DEF IndInv, PartnerInv
<1>5. outcome' \in [Task -> Partner \cup {None}] /\ outcome'[w] = p /\ \A t \in Task : t # w => outcome'[t] = outcome[t]
  <2>1. outcome \in [Task -> Partner \cup {None}]
    BY DEF IndInv, TypeInv, TypeOK
  <2> QED BY <1>3, <2>1 DEF Write
<1>6. TypeInv'
  BY <1>1, <1>2, <1>5 DEF IndInv, TypeInv, TypeOK, PcOK
<1>7. LockInv'
  BY <1>1, <1>2 DEF IndInv, LockInv
<1>8. ASSUME NEW t \in Task PROVE TaskInv(t)'
  <2>0. TaskInv(t)
    BY DEF IndInv
  <2>1. ASSUME NEW q \in Partner PROVE (Holds(q, t) => Holds(q, t)') /\ (Wakes(q, t) => Wakes(q, t)')
    BY <1>1, <1>2 DEF Holds, Wakes
  <2>2. (Held(t) => Held(t)') /\ (Called(t) => Called(t)')
    BY <2>1 DEF Held, Called
  <2>3. CASE t = w
    <3>1. Held(t)
      BY <1>1, <2>3 DEF Held, Holds
    <3> QED BY <1>1, <1>2, <1>4, <2>2, <2>3, <3>1, <2>0, Names DEF TaskInv, Clearing
  <2>4. CASE t # w
    BY <1>1, <1>2, <1>5, <2>2, <2>4, <2>0, SameTask DEF Same
  <2> QED BY <2>3, <2>4
<1>9. PartnerInv(p)'
  <2>1. PartnerInv(p)
    BY DEF IndInv
  <2> QED BY <1>1, <1>2, <1>3, <1>5, <2>1, Names DEF PartnerInv
<1>10. ASSUME NEW q \in Partner, q # p PROVE PartnerInv(q)'
  <2>1. \A t \in Task : outcome'[t] = q <=> outcome[t] = q
    BY <1>4, <1>5, <1>10, Names
  <2> QED BY <1>1, <1>2, <1>10, <2>1, OtherPartners
<1> QED BY <1>1, <1>6, <1>7, <1>8, <1>9, <1>10 DEF IndInv

\* Setting the state keeps it: the unpark is still to come.
LEMMA CompleteStep ==
  ASSUME IndInv, NEW p \in Partner, Complete(p)
  PROVE  IndInv'
<1> DEFINE w == target[p]
<1>1. /\ UNCHANGED <<lock, queue, outcome, parking, machine, locals, history>> /\ pc[p] = "complete" /\ lock = p
  BY DEF Complete, IndInv, LockInv
<1>2. /\ PcOK' /\ pc'[p] = "unlock"
      /\ \A q \in Partner : q # p => pc'[q] = pc[q]
      /\ \A t \in Task : pc'[t] = pc[t]
  BY Order, PartnerMoves DEF Complete
<1>3. w \in Task
  BY <1>1, Targets
<1>4. /\ state[w] = "waiting" /\ w \notin Members(queue) /\ result[w] = None /\ outcome[w] = p
      /\ wait[p] = round[w]
  BY <1>1 DEF IndInv, PartnerInv
<1>5. /\ state' \in [Task -> {None, "waiting", "completed"}] /\ state'[w] = "completed"
      /\ \A t \in Task : t # w => state'[t] = state[t]
  <2>1. state \in [Task -> {None, "waiting", "completed"}]
    BY DEF IndInv, TypeInv, TypeOK
  <2> QED BY <1>3, <2>1 DEF Complete
<1>6. TypeInv'
  BY <1>1, <1>2, <1>5 DEF IndInv, TypeInv, TypeOK, PcOK
<1>7. LockInv'
  BY <1>1, <1>2 DEF IndInv, LockInv
<1>8. ASSUME NEW t \in Task PROVE TaskInv(t)'
  <2>0. TaskInv(t)
    BY DEF IndInv
  <2>1. CASE t = w
    <3>1. Called(t)'
      <4>1. Wakes(p, t)'
        BY <1>1, <1>2, <1>4, <2>1 DEF Wakes
      <4> QED BY <4>1 DEF Called
    <3>2. /\ state[t] = "waiting" /\ t \notin Members(queue) /\ result[t] = None /\ outcome[t] = p
          /\ state'[t] = "completed" /\ pc'[t] = pc[t]
      BY <1>2, <1>4, <1>5, <2>1
    <3> HIDE DEF w
    <3> QED BY <1>1, <2>0, <3>1, <3>2, Names DEF TaskInv, Clearing
  <2>2. CASE t # w
    <3>1. ASSUME NEW q \in Partner PROVE (Holds(q, t) => Holds(q, t)') /\ (Wakes(q, t) => Wakes(q, t)')
      BY <1>1, <1>2, <2>2 DEF Holds, Wakes
    <3>2. (Held(t) => Held(t)') /\ (Called(t) => Called(t)')
      BY <3>1 DEF Held, Called
    <3> QED BY <1>1, <1>2, <1>5, <2>2, <3>2, <2>0, SameTask DEF Same
  <2> QED BY <2>1, <2>2
<1>9. PartnerInv(p)'
  <2>1. PartnerInv(p)
    BY DEF IndInv
  <2> QED BY <1>1, <1>2, <1>3, <1>4, <2>1, Names DEF PartnerInv
<1>10. ASSUME NEW q \in Partner, q # p PROVE PartnerInv(q)'
  BY <1>1, <1>2, <1>10, OtherPartners
<1> QED BY <1>1, <1>6, <1>7, <1>8, <1>9, <1>10 DEF IndInv

\* So does a step that changes nothing.
LEMMA StutterStep ==
  ASSUME IndInv, UNCHANGED vars
  PROVE  IndInv'
<1>1. UNCHANGED <<memory, machine, pc, locals, history>>
  BY DEF vars
<1>2. TypeInv'
  BY <1>1 DEF IndInv, TypeInv, TypeOK, PcOK
<1>3. LockInv'
  BY <1>1 DEF IndInv, LockInv
<1>4. ASSUME NEW t \in Task PROVE TaskInv(t)'
  BY <1>1, SameTask, SamePartners DEF IndInv, Same
<1>5. ASSUME NEW p \in Partner PROVE PartnerInv(p)'
  BY <1>1 DEF IndInv, PartnerInv
<1> QED BY <1>1, <1>2, <1>3, <1>4, <1>5 DEF IndInv

\* Every step keeps the invariant.
LEMMA NextInv == IndInv /\ [Next]_vars => IndInv'
<1> SUFFICES ASSUME IndInv, [Next]_vars PROVE IndInv'
  OBVIOUS
<1>1. CASE Next
  BY <1>1, MovingSteps, LockSteps, LookStep, AnnounceStep, ReadingSteps, WakeByPermitStep, ClearFlagStep,
     SurroundingSteps, TakeStep, ReturnStep, EnqueueStep, WithdrawStep,
     QuietPartnerSteps, DequeueStep, WriteStep, CompleteStep DEF Next
<1> QED BY <1>1, StutterStep

\* The invariant holds always.
THEOREM AlwaysInv == Spec => []IndInv
  BY InitInv, NextInv, PTL DEF Spec

-----------------------------------------------------------------------------
\* How far a partner is, without counting steps.
LEMMA BeforeIs ==
  ASSUME IndInv, NEW p \in Partner, NEW t \in Task
  PROVE  /\ Before(p, "write", t) <=> target[p] = t /\ pc[p] = "write"
         /\ Before(p, "complete", t) <=> Holds(p, t)
         /\ Before(p, "unpark", t) <=> target[p] = t /\ pc[p] \in {"write", "complete", "unlock", "unpark"}
<1>1. /\ pc[p] \in {"lock", "dequeue", "refused", "write", "complete", "unlock", "unpark", "done"}
      /\ target[p] = None <=> pc[p] \in {"lock", "dequeue", "refused"}
  BY Targets DEF IndInv, PartnerInv
<1> QED BY <1>1, Order, Names DEF Before, Holds

\* What module Waiter promises of states.
Promises ==
    /\ TypeOK /\ NoLostWakeup /\ ExactlyOneWinner /\ NoEmptyReturn /\ ValueConserved
    /\ InterruptFlagKeptIfDeliveryWins /\ InterruptFlagKeptIfTimedOut /\ InterruptClearedIfWithdrawn
    /\ NoEarlyTimeout /\ WithdrawnLeavesNoTrace /\ SpinIsBounded

\* A value is in one place or was returned once.
LEMMA ValuesKept ==
  ASSUME IndInv, NEW p \in Partner
  PROVE  Cardinality(Places(p)) + returned[p] = 1
<1> DEFINE With == IF target[p] = None \/ Before(p, "write", target[p]) THEN {p} ELSE {}
           Kept == {t \in Task : outcome[t] = p /\ ~Answered(t) /\ ~Withdrawn(t)}
           Told == {t \in Task : result[t] = p}
<1>1. Places(p) = With \cup Kept \cup Told
  BY DEF Places
<1>2. PartnerInv(p) /\ \A t \in Task : TaskInv(t) /\ result[t] \in Partner \cup {None} \cup Reasons
  BY DEF IndInv, TypeInv, TypeOK, Outcomes, Reasons
<1>3. \A t \in Task : Withdrawn(t) <=> result[t] \in Reasons
  BY DEF Withdrawn, Reasons
<1>4. \A t \in Task : t \in Kept \cup Told <=> outcome[t] = p
  BY <1>2, <1>3, Names DEF TaskInv, Answered
<1>5. With = IF pc[p] \in {"lock", "dequeue", "refused", "write"} THEN {p} ELSE {}
  <2>1. CASE target[p] = None
    BY <1>2, <2>1 DEF PartnerInv
  <2>2. CASE target[p] # None
    <3>1. target[p] \in Task
      BY <2>2 DEF IndInv, TypeInv, TypeOK
    <3> QED BY <1>2, <2>2, <3>1, BeforeIs DEF PartnerInv
  <2> QED BY <2>1, <2>2
<1> HIDE DEF With
<1>6. CASE pc[p] \in {"lock", "dequeue", "refused", "write"}
  <2>1. Kept \cup Told = {}
    BY <1>2, <1>4, <1>6 DEF PartnerInv
  <2>2. Places(p) = {p} /\ returned[p] = 0
    BY <1>1, <1>2, <1>5, <1>6, <2>1 DEF PartnerInv
  <2> QED BY <2>2, CardinalityOfOne
<1>7. CASE pc[p] \notin {"lock", "dequeue", "refused", "write"} /\ outcome[target[p]] = p
  <2>1. target[p] \in Task
    BY <1>7, Targets
  <2>2. Kept \cup Told = {target[p]}
    BY <1>2, <1>4, <1>7, <2>1 DEF PartnerInv
  <2>3. Places(p) = {target[p]} /\ returned[p] = 0
    BY <1>1, <1>2, <1>5, <1>7, <2>2 DEF PartnerInv
  <2> QED BY <2>3, CardinalityOfOne
<1>8. CASE pc[p] \notin {"lock", "dequeue", "refused", "write"} /\ outcome[target[p]] # p
  <2>1. Kept \cup Told = {}
    BY <1>2, <1>4, <1>8 DEF PartnerInv
  <2>2. Places(p) = {} /\ returned[p] = 1
    BY <1>1, <1>2, <1>5, <1>8, <2>1 DEF PartnerInv
  <2> QED BY <2>2, CardinalityOfNone
<1> QED BY <1>6, <1>7, <1>8

\* The invariant implies the promises.
LEMMA InvImplies ==
  ASSUME IndInv
  PROVE  Promises
<1>1. ASSUME NEW t \in Task
      PROVE  /\ pc[t] \in {"park", "parked"} /\ state[t] = "completed" => permit[t] \/ Called(t)
             /\ result[t] \in Reasons => state[t] = "waiting" /\ t \notin Members(queue)
             /\ result[t] \in Partner => state[t] = "completed"
             /\ pc[t] = "return" => result[t] # None /\ flag[t] = owed[t]
             /\ result[t] = TimedOut => due[t]
             /\ spins[t] <= Spin
  <2>1. TaskInv(t)
    BY DEF IndInv
  <2> QED BY <2>1, Names DEF TaskInv, Clearing
<1>2. \A t \in Task : result[t] \in Partner \cup {None} \cup Reasons
  BY DEF IndInv, TypeInv, TypeOK, Outcomes, Reasons
<1>3. ASSUME NEW t \in Task, NEW p \in Partner, Holds(p, t) PROVE result[t] = None /\ lock = p
  BY <1>3 DEF IndInv, LockInv, PartnerInv, Holds
<1>4. \A t \in Task : Withdrawn(t) <=> result[t] \in Reasons
  BY DEF Withdrawn, Reasons
<1>5. \A t \in Task : Delivered(t) <=> state[t] = "completed" \/ Held(t)
  BY BeforeIs DEF Delivered, Held
<1>6. NoLostWakeup
  <2>1. \A t \in Task : Called(t) => \E p \in Partner : Before(p, "unpark", t)
    BY BeforeIs DEF Called, Wakes
  <2> QED BY <1>1, <2>1 DEF NoLostWakeup
<1>7. ExactlyOneWinner
  <2>1. \A t \in Task : ~(Delivered(t) /\ Withdrawn(t))
    <3>1. \A t \in Task : Held(t) => result[t] = None
      BY <1>3 DEF Held
    <3> QED BY <1>1, <1>4, <1>5, <3>1, Names
  <2>2. \A t \in Task : \A p, q \in Partner : Before(p, "complete", t) /\ Before(q, "complete", t) => p = q
    BY <1>3, BeforeIs
  <2>3. \A t \in Task : Answered(t) => Delivered(t) \/ Withdrawn(t)
    BY <1>1, <1>2, <1>4, <1>5 DEF Answered
  <2> QED BY <2>1, <2>2, <2>3 DEF ExactlyOneWinner
<1>8. NoEmptyReturn /\ InterruptFlagKeptIfDeliveryWins /\ InterruptFlagKeptIfTimedOut /\ InterruptClearedIfWithdrawn
  BY <1>1 DEF NoEmptyReturn, InterruptFlagKeptIfDeliveryWins, InterruptFlagKeptIfTimedOut, InterruptClearedIfWithdrawn,
              Answered
<1>9. NoEarlyTimeout /\ SpinIsBounded
  BY <1>1 DEF NoEarlyTimeout, SpinIsBounded
<1>10. WithdrawnLeavesNoTrace
  <2>1. \A t \in Task : Queued(t) <=> t \in Members(queue)
    BY DEF Queued, Members
  <2>2. \A t \in Task, p \in Partner : Before(p, "write", t) => result[t] = None
    BY <1>3, BeforeIs DEF Holds
  <2> QED BY <1>1, <1>4, <2>1, <2>2, Names DEF WithdrawnLeavesNoTrace
<1>11. ValueConserved
  BY ValuesKept DEF ValueConserved
<1> QED BY <1>6, <1>7, <1>8, <1>9, <1>10, <1>11 DEF Promises, IndInv, TypeInv

\* What module Waiter promises of states holds always.
THEOREM Safety == Spec => []Promises
  BY InvImplies, AlwaysInv, PTL
=============================================================================
