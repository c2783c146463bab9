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
(* on at each step.  For each action there is a lemma that keeps it, and   *)
(* one that it is a step of the atomic wait of WaiterSpec, or none: hence  *)
(* the protocol is the atomic wait, as to safety (theorem Refinement).     *)
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

-----------------------------------------------------------------------------
(***************************************************************************)
(* The refinement.  What decided a wait, and how far the wait is, by case; *)
(* a step that changes neither is not seen.                                *)
(***************************************************************************)

Decisions ==
    \A t \in Task :
        /\ result[t] # None => Decision(t) = result[t]
        /\ \A p \in Partner : target[p] = t /\ pc[p] = "write" => Decision(t) = p
        /\ result[t] = None /\ (\A p \in Partner : ~(target[p] = t /\ pc[p] = "write")) => Decision(t) = outcome[t]

Phases ==
    \A t \in Task :
        Phase(t) = IF state[t] = None THEN "idle" ELSE IF t \in Members(queue) THEN "waiting"
                   ELSE IF pc[t] = "return" THEN "resumed" ELSE "decided"

\* That is what module Waiter calls the decision and the phase.
LEMMA Views == IndInv => Decisions /\ Phases
<1> SUFFICES ASSUME IndInv PROVE Decisions /\ Phases
  OBVIOUS
<1>1. ASSUME NEW t \in Task
      PROVE  /\ result[t] # None => Decision(t) = result[t]
             /\ \A p \in Partner : target[p] = t /\ pc[p] = "write" => Decision(t) = p
             /\ result[t] = None /\ (\A p \in Partner : ~(target[p] = t /\ pc[p] = "write")) => Decision(t) = outcome[t]
  <2>1. \A p \in Partner : Before(p, "write", t) <=> target[p] = t /\ pc[p] = "write"
    BY BeforeIs
  <2>2. \A p, q \in Partner : pc[p] = "write" /\ pc[q] = "write" => p = q
    BY DEF IndInv, LockInv
  <2>3. \A p \in Partner : target[p] = t /\ pc[p] = "write" => result[t] = None
    BY DEF IndInv, PartnerInv
  <2>4. ASSUME NEW p \in Partner, target[p] = t, pc[p] = "write" PROVE Decision(t) = p
    <3>1. \A q \in Partner : Before(q, "write", t) <=> q = p
      BY <2>1, <2>2, <2>4
    <3>2. (CHOOSE q \in Partner : Before(q, "write", t)) = p
      BY <3>1
    <3> QED BY <2>3, <2>4, <3>1, <3>2 DEF Decision
  <2> QED BY <2>1, <2>3, <2>4 DEF Decision
<1>2. Phases
  <2>1. ASSUME NEW t \in Task PROVE state[t] = None <=> pc[t] \in {"idle", "lock", "enqueue"}
    <3>1. TaskInv(t)
      BY DEF IndInv
    <3> QED BY <3>1 DEF TaskInv
  <2>2. \A t \in Task : Queued(t) <=> t \in Members(queue)
    BY DEF Queued, Members
  <2> QED BY <2>1, <2>2 DEF Phases, Phase, InWait, Answered
<1> QED BY <1>1, <1>2 DEF Decisions

\* The same after a step.
LEMMA ViewsNext == IndInv' => Decisions' /\ Phases'
  BY Views, PTL

\* A decision stays while result and outcome do and the same partner is about to write.
LEMMA SameDecision ==
  ASSUME IndInv, IndInv', NEW t \in Task, result'[t] = result[t], outcome'[t] = outcome[t],
         \A p \in Partner : (target'[p] = t /\ pc'[p] = "write") <=> (target[p] = t /\ pc[p] = "write")
  PROVE  Decision(t)' = Decision(t)
<1>1. CASE result[t] # None
  BY <1>1, Views, ViewsNext DEF Decisions
<1>2. CASE result[t] = None /\ \E p \in Partner : target[p] = t /\ pc[p] = "write"
  BY <1>2, Views, ViewsNext DEF Decisions
<1>3. CASE result[t] = None /\ ~\E p \in Partner : target[p] = t /\ pc[p] = "write"
  BY <1>3, Views, ViewsNext DEF Decisions
<1> QED BY <1>1, <1>2, <1>3

\* So does a phase while the task is where it is.
LEMMA SamePhase ==
  ASSUME IndInv, IndInv', NEW t \in Task, state'[t] = None <=> state[t] = None,
         t \in Members(queue') <=> t \in Members(queue), pc'[t] = "return" <=> pc[t] = "return"
  PROVE  Phase(t)' = Phase(t)
  BY Views, ViewsNext DEF Phases

\* A step that changes no phase and no decision is not seen.
LEMMA Unseen ==
  ASSUME UNCHANGED <<queue, flag, due, target, returned>>,
         \A t \in Task : Phase(t)' = Phase(t) /\ Decision(t)' = Decision(t)
  PROVE  UNCHANGED Atomic!vars
  BY DEF Atomic!vars

\* Nor is a step of a task that changes neither waiter nor result, and does not return.
LEMMA UnseenByTask ==
  ASSUME IndInv, IndInv', NEW t \in Task, NEW s \in TaskSteps, GoTo(t, s),
         UNCHANGED <<queue, flag, due, target, returned, state, outcome, result>>,
         s # "return", pc[t] # "return"
  PROVE  UNCHANGED Atomic!vars
<1>1. /\ pc'[t] = s
      /\ \A u \in Task : u # t => pc'[u] = pc[u]
      /\ \A p \in Partner : pc'[p] = pc[p]
  BY Moves
<1>2. \A u \in Task : Decision(u)' = Decision(u)
  BY <1>1, SameDecision
<1>3. \A u \in Task : Phase(u)' = Phase(u)
  BY <1>1, SamePhase
<1> QED BY <1>2, <1>3, Unseen

\* The steps of the loop, and those to the lock, are not seen.
LEMMA UnseenSteps ==
  ASSUME IndInv, IndInv', NEW t \in Task,
         \/ Begin(t) \/ Lock(t) \/ Unlock(t) \/ Look(t) \/ Announce(t) \/ ReadState(t) \/ ReadFlag(t) \/ ReadClock(t)
         \/ Park(t) \/ WakeByPermit(t) \/ WakeByInterrupt(t) \/ WakeByTimer(t) \/ WakeSpuriously(t) \/ Relock(t)
  PROVE  UNCHANGED Atomic!vars
<1>1. PICK s \in TaskSteps : GoTo(t, s) /\ s # "return" /\ pc[t] # "return"
  <2>1. CASE Begin(t) \/ Lock(t) \/ Unlock(t) \/ Announce(t) \/ Park(t) \/ Relock(t)
    BY <2>1 DEF Begin, Lock, Unlock, Announce, Park, Relock, TaskSteps
  <2>2. CASE Look(t) \/ ReadState(t) \/ ReadFlag(t) \/ ReadClock(t)
    BY <2>2 DEF Look, ReadState, ReadFlag, ReadClock, TaskSteps
  <2>3. CASE WakeByPermit(t) \/ WakeByInterrupt(t) \/ WakeByTimer(t) \/ WakeSpuriously(t)
    BY <2>3 DEF WakeByPermit, WakeByInterrupt, WakeByTimer, WakeSpuriously, AfterPark, TaskSteps
  <2> QED BY <2>1, <2>2, <2>3
<1>2. UNCHANGED <<queue, flag, due, target, returned, state, outcome, result>>
  BY DEF Begin, Lock, Unlock, Look, Announce, ReadState, ReadFlag, ReadClock, Park,
         WakeByPermit, WakeByInterrupt, WakeByTimer, WakeSpuriously, Relock
<1> QED BY <1>1, <1>2, UnseenByTask

\* If one task's wait changes then no other does.
LEMMA OneChanges ==
  ASSUME IndInv, IndInv', NEW t \in Task,
         UNCHANGED target, \A p \in Partner : pc'[p] = pc[p],
         \A u \in Task : u # t =>
            /\ pc'[u] = pc[u] /\ state'[u] = state[u] /\ outcome'[u] = outcome[u] /\ result'[u] = result[u]
            /\ u \in Members(queue') <=> u \in Members(queue)
  PROVE  /\ [u \in Task |-> Phase(u)'] = [[u \in Task |-> Phase(u)] EXCEPT ![t] = Phase(t)']
         /\ [u \in Task |-> Decision(u)'] = [[u \in Task |-> Decision(u)] EXCEPT ![t] = Decision(t)']
<1>1. \A u \in Task : u # t => Phase(u)' = Phase(u)
  BY SamePhase
<1>2. \A u \in Task : u # t => Decision(u)' = Decision(u)
  BY SameDecision
<1> QED BY <1>1, <1>2

\* Joining the queue is the atomic Wait.
LEMMA EnqueueRefines ==
  ASSUME IndInv, IndInv', NEW t \in Task, Enqueue(t)
  PROVE  Atomic!Wait(t)
<1>1. /\ UNCHANGED <<outcome, result, target, flag, due, returned>>
      /\ queue' = Append(queue, t)
      /\ state'[t] = "waiting" /\ \A u \in Task : u # t => state'[u] = state[u]
      /\ state[t] = None
  <2>1. state \in [Task -> {None, "waiting", "completed"}]
    BY DEF IndInv, TypeInv, TypeOK
  <2>2. pc[t] = "enqueue" /\ queue' = Append(queue, t) /\ state' = [state EXCEPT ![t] = "waiting"]
    BY DEF Enqueue
  <2>3. UNCHANGED <<outcome, result, target, flag, due, returned>>
    BY DEF Enqueue
  <2>4. TaskInv(t)
    BY DEF IndInv
  <2>5. state[t] = None
    BY <2>2, <2>4 DEF TaskInv
  <2> QED BY <2>1, <2>2, <2>3, <2>5
<1>2. /\ \A u \in Task : u # t => pc'[u] = pc[u]
      /\ \A p \in Partner : pc'[p] = pc[p]
  BY Moves DEF Enqueue, TaskSteps
<1>3. Members(queue') = Members(queue) \cup {t}
  BY <1>1, AppendToQueue DEF IndInv, TypeInv, TypeOK
<1>4. /\ [u \in Task |-> Phase(u)'] = [[u \in Task |-> Phase(u)] EXCEPT ![t] = Phase(t)']
      /\ \A u \in Task : Decision(u)' = Decision(u)
  BY <1>1, <1>2, <1>3, OneChanges, SameDecision
<1>5. Phase(t) = "idle" /\ Phase(t)' = "waiting"
  BY <1>1, <1>3, Names, Views, ViewsNext DEF Phases
<1> QED BY <1>1, <1>4, <1>5 DEF Atomic!Wait

\* Withdrawing is the atomic Withdraw, or nothing is seen of it.
LEMMA WithdrawRefines ==
  ASSUME IndInv, IndInv', NEW t \in Task, Withdraw(t)
  PROVE  (\E r \in {Interrupted, TimedOut} : Atomic!Withdraw(t, r)) \/ UNCHANGED Atomic!vars
<1>1. /\ UNCHANGED <<state, outcome, target, flag, due, returned>>
      /\ Queued(t) <=> t \in Members(queue)
      /\ pc[t] = "withdraw"
  BY DEF Withdraw, Queued, Members
<1>2. /\ pc'[t] = "reunlock"
      /\ \A u \in Task : u # t => pc'[u] = pc[u]
      /\ \A p \in Partner : pc'[p] = pc[p]
  BY Moves DEF Withdraw, TaskSteps
<1>3. CASE ~Queued(t)
  <2>1. UNCHANGED <<queue, result>>
    BY <1>3 DEF Withdraw
  <2>2. \A u \in Task : Decision(u)' = Decision(u)
    BY <1>1, <1>2, <2>1, SameDecision
  <2>3. \A u \in Task : Phase(u)' = Phase(u)
    BY <1>1, <1>2, <2>1, SamePhase
  <2> QED BY <1>1, <2>1, <2>2, <2>3, Unseen
<1>4. CASE Queued(t)
  <2>0. TaskInv(t) /\ queue \in Seq(Task) /\ result \in [Task -> Outcomes]
    BY DEF IndInv, TypeInv, TypeOK
  <2>1. queue' = Without(queue, t)
    BY <1>4 DEF Withdraw, Without
  <2>2. Members(queue') = Members(queue) \ {t}
    BY <2>0, <2>1, RemoveFromQueue
  <2>3. why[t] \in Reasons /\ (why[t] = TimedOut => due[t]) /\ (why[t] = Interrupted => flag[t])
    BY <1>1, <2>0 DEF TaskInv
  <2>4. result'[t] = why[t] /\ result'[t] # None /\ \A u \in Task : u # t => result'[u] = result[u]
    <3>1. result' = [result EXCEPT ![t] = why[t]]
      BY <1>4 DEF Withdraw
    <3> QED BY <2>0, <2>3, <3>1, Names
  <2>5. Decision(t)' = why[t]
    BY <2>4, ViewsNext DEF Decisions
  <2>6. /\ [u \in Task |-> Phase(u)'] = [[u \in Task |-> Phase(u)] EXCEPT ![t] = Phase(t)']
        /\ [u \in Task |-> Decision(u)'] = [[u \in Task |-> Decision(u)] EXCEPT ![t] = Decision(t)']
    BY <1>1, <1>2, <2>2, <2>4, OneChanges
  <2>7. state[t] = "waiting" /\ t \in Members(queue)
    BY <1>1, <1>4, <2>0 DEF TaskInv
  <2>8. Phase(t) = "waiting" /\ Phase(t)' = "decided"
    <3>1. /\ state[t] # None /\ t \in Members(queue)
          /\ state'[t] # None /\ t \notin Members(queue') /\ pc'[t] # "return"
      BY <1>1, <1>2, <2>2, <2>7, Names
    <3> QED BY <3>1, Views, ViewsNext DEF Phases
  <2>9. why[t] \in Atomic!Reasons(t)
    BY <2>3 DEF Atomic!Reasons, Atomic!Interrupted, Atomic!TimedOut, Interrupted, TimedOut, Reasons
  <2>10. Atomic!Withdraw(t, why[t])
    <3>1. queue' = SelectSeq(queue, LAMBDA u : u # t)
      BY <2>1 DEF Without
    <3> QED BY <1>1, <2>5, <2>6, <2>8, <2>9, <3>1 DEF Atomic!Withdraw
  <2> QED BY <2>3, <2>10 DEF Reasons
<1> QED BY <1>3, <1>4

\* To learn what decided the wait, and to answer the interrupt if that did, is the atomic Resume.
LEMMA ToReturnRefines ==
  ASSUME IndInv, IndInv', NEW t \in Task, GoTo(t, "return"), pc[t] \in {"reunlock", "take", "clear"},
         UNCHANGED <<queue, state, outcome, target, due, returned>>,
         \A u \in Task : u # t => result'[u] = result[u],
         state[t] # None, t \notin Members(queue), Decision(t)' = Decision(t),
         flag' = [flag EXCEPT ![t] = @ /\ Decision(t) # Interrupted]
  PROVE  Atomic!Resume(t)
<1>1. /\ pc'[t] = "return"
      /\ \A u \in Task : u # t => pc'[u] = pc[u]
      /\ \A p \in Partner : pc'[p] = pc[p]
  BY Moves DEF TaskSteps
<1>2. /\ [u \in Task |-> Phase(u)'] = [[u \in Task |-> Phase(u)] EXCEPT ![t] = Phase(t)']
      /\ [u \in Task |-> Decision(u)'] = [[u \in Task |-> Decision(u)] EXCEPT ![t] = Decision(t)']
  BY <1>1, OneChanges
<1>3. \A u \in Task : Decision(u)' = Decision(u)
  BY <1>1, SameDecision
<1>4. Phase(t) = "decided" /\ Phase(t)' = "resumed"
  BY <1>1, Views, ViewsNext DEF Phases
<1> QED BY <1>2, <1>3, <1>4 DEF Atomic!Resume, Atomic!Interrupted, Interrupted

\* That is what the ways to the return do.
LEMMA ResumeRefines ==
  ASSUME IndInv, IndInv', NEW t \in Task, Reunlock(t) \/ Take(t) \/ ClearFlag(t)
  PROVE  Atomic!Resume(t) \/ UNCHANGED Atomic!vars
<1>1. UNCHANGED <<queue, state, outcome, target, due, returned>>
  BY DEF Reunlock, Take, ClearFlag
<1>2. pc[t] \in {"reunlock", "take", "clear"} /\ flag \in [Task -> BOOLEAN]
  BY DEF Reunlock, Take, ClearFlag, IndInv, TypeInv, TypeOK
<1>3. state[t] # None /\ t \notin Members(queue) /\ ~Held(t)
  <2>1. pc[t] \in {"take", "clear"} \/ lock = t
    BY <1>2 DEF IndInv, LockInv
  <2>2. ~Held(t)
    BY <2>1, NotHeld
  <2>3. TaskInv(t)
    BY DEF IndInv
  <2>4. state[t] # None /\ t \notin Members(queue)
    BY <1>2, <2>3, Names DEF TaskInv
  <2> QED BY <2>2, <2>4
<1>4. CASE Reunlock(t) /\ result[t] # TimedOut
  <2>1. result[t] \in {None, Interrupted}
    <3>1. result[t] \in Partner \cup {None, Interrupted, TimedOut}
      BY DEF IndInv, TypeInv, TypeOK, Outcomes
    <3>2. pc[t] = "reunlock" /\ (result[t] \in Partner => pc[t] = "return")
      BY <1>4 DEF Reunlock, IndInv, TaskInv
    <3> QED BY <1>4, <3>1, <3>2
  <2>2. GoTo(t, "take") \/ GoTo(t, "clear")
    BY <1>4, <2>1 DEF Reunlock, None, Interrupted, TimedOut
  <2>3. UNCHANGED <<flag, result>> /\ pc[t] # "return" /\ {"take", "clear"} \subseteq TaskSteps
    BY <1>4 DEF Reunlock, TaskSteps
  <2> QED BY <1>1, <2>2, <2>3, UnseenByTask
<1>5. CASE Reunlock(t) /\ result[t] = TimedOut
  <2>1. UNCHANGED <<result, flag>> /\ GoTo(t, "return")
    BY <1>5 DEF Reunlock, TimedOut, None, Interrupted
  <2>2. Decision(t) = TimedOut /\ Decision(t)' = TimedOut
    BY <1>5, <2>1, Names, Views, ViewsNext DEF Decisions, Reasons
  <2>3. flag' = [flag EXCEPT ![t] = @ /\ Decision(t) # Interrupted]
    BY <1>2, <2>1, <2>2, Names
  <2> QED BY <1>1, <1>2, <1>3, <2>1, <2>2, <2>3, ToReturnRefines
<1>6. CASE Take(t)
  <2>1. /\ result[t] = None /\ outcome[t] \in Partner /\ UNCHANGED flag
        /\ result'[t] = outcome[t] /\ \A u \in Task : u # t => result'[u] = result[u]
    <3>1. result \in [Task -> Outcomes] /\ outcome[t] \in Partner \cup {None}
      BY DEF IndInv, TypeInv, TypeOK
    <3>2. result[t] \in Partner \cup {None} \cup Reasons
      BY <3>1 DEF Outcomes, Reasons
    <3>3. pc[t] = "take"
      BY <1>6 DEF Take
    <3>4. result[t] = None /\ outcome[t] # None
      BY <3>2, <3>3 DEF IndInv, TaskInv
    <3> QED BY <1>6, <3>1, <3>4 DEF Take
  <2>2. Decision(t) = outcome[t] /\ Decision(t)' = outcome[t]
    BY <1>3, <2>1, Names, Views, ViewsNext DEF Decisions, Held, Holds
  <2>3. flag' = [flag EXCEPT ![t] = @ /\ Decision(t) # Interrupted]
    BY <1>2, <2>1, <2>2, Names
  <2> QED BY <1>1, <1>2, <1>3, <1>6, <2>1, <2>2, <2>3, ToReturnRefines DEF Take
<1>7. CASE ClearFlag(t)
  <2>1. result[t] = Interrupted /\ UNCHANGED result
    BY <1>7 DEF ClearFlag, IndInv, TaskInv
  <2>2. Decision(t) = Interrupted /\ Decision(t)' = Interrupted
    BY <2>1, Names, Views, ViewsNext DEF Decisions
  <2>3. flag' = [flag EXCEPT ![t] = @ /\ Decision(t) # Interrupted]
    BY <1>2, <1>7, <2>2 DEF ClearFlag
  <2> QED BY <1>1, <1>2, <1>3, <1>7, <2>1, <2>2, <2>3, ToReturnRefines DEF ClearFlag
<1> QED BY <1>4, <1>5, <1>6, <1>7

\* Return is the atomic Return.
LEMMA ReturnRefines ==
  ASSUME IndInv, IndInv', NEW t \in Task, Return(t)
  PROVE  Atomic!Return(t)
<1>1. /\ UNCHANGED <<queue, target, flag>> /\ pc[t] = "return"
      /\ \A u \in Task : u # t => state'[u] = state[u] /\ outcome'[u] = outcome[u] /\ result'[u] = result[u]
      /\ state'[t] = None /\ outcome'[t] = None /\ result'[t] = None
      /\ due' = [due EXCEPT ![t] = FALSE]
  <2>1. /\ state \in [Task -> {None, "waiting", "completed"}] /\ outcome \in [Task -> Partner \cup {None}]
        /\ result \in [Task -> Outcomes]
    BY DEF IndInv, TypeInv, TypeOK
  <2> QED BY <2>1 DEF Return
<1>2. /\ pc'[t] = "idle"
      /\ \A u \in Task : u # t => pc'[u] = pc[u]
      /\ \A p \in Partner : pc'[p] = pc[p]
  BY Moves DEF Return, TaskSteps
<1>3. result[t] # None /\ state[t] # None /\ t \notin Members(queue)
  BY <1>1 DEF IndInv, TaskInv
<1>4. /\ [u \in Task |-> Phase(u)'] = [[u \in Task |-> Phase(u)] EXCEPT ![t] = Phase(t)']
      /\ [u \in Task |-> Decision(u)'] = [[u \in Task |-> Decision(u)] EXCEPT ![t] = Decision(t)']
  BY <1>1, <1>2, OneChanges
<1>5. Decision(t) = result[t] /\ Decision(t)' = None
  <2>1. \A p \in Partner : ~(target'[p] = t /\ pc'[p] = "write")
    BY <1>1, <1>2, NotHeld
  <2> QED BY <1>1, <1>3, <2>1, Views, ViewsNext DEF Decisions
<1>6. Phase(t) = "resumed" /\ Phase(t)' = "idle"
  BY <1>1, <1>3, Views, ViewsNext DEF Phases
<1>7. {p \in Partner : returned'[p] > 0} = {p \in Partner : returned[p] > 0} \cup ({Decision(t)} \cap Partner)
  <2>1. \A p \in Partner : returned'[p] = returned[p] + IF result[t] = p THEN 1 ELSE 0
    BY DEF Return
  <2>2. \A p \in Partner : returned[p] \in Nat
    BY DEF IndInv, TypeInv, TypeOK
  <2>3. \A p \in Partner : returned'[p] > 0 <=> returned[p] > 0 \/ p = result[t]
    BY <2>1, <2>2
  <2> QED BY <1>5, <2>3
<1> QED BY <1>1, <1>4, <1>5, <1>6, <1>7 DEF Atomic!Return, Atomic!None, None

\* Taking the head off the queue is the atomic Deliver.
LEMMA DequeueRefines ==
  ASSUME IndInv, IndInv', NEW p \in Partner, Dequeue(p)
  PROVE  Atomic!Deliver(p)
<1>1. /\ UNCHANGED <<state, outcome, flag, due, result, returned>>
      /\ pc[p] = "dequeue" /\ target[p] = None /\ queue # <<>> /\ queue' = Tail(queue)
  BY DEF Dequeue, IndInv, PartnerInv
<1>2. queue \in Seq(Task) /\ Distinct(queue) /\ target \in [Partner -> Task \cup {None}]
  BY DEF IndInv, TypeInv, TypeOK
<1>3. /\ Head(queue) \in Task /\ Head(queue) \in Members(queue)
      /\ Members(queue') = Members(queue) \ {Head(queue)}
  BY <1>1, <1>2, TailOfQueue
<1>4. PICK w \in Task : w = Head(queue)
  BY <1>3
<1>5. target'[p] = w /\ \A q \in Partner : q # p => target'[q] = target[q]
  BY <1>2, <1>4 DEF Dequeue
<1>6. /\ pc'[p] = "write"
      /\ \A q \in Partner : q # p => pc'[q] = pc[q]
      /\ \A t \in Task : pc'[t] = pc[t]
  BY Order, PartnerMoves DEF Dequeue
<1>7. state[w] = "waiting" /\ pc[w] # "return"
  <2>1. TaskInv(w)
    BY DEF IndInv
  <2> QED BY <1>3, <1>4, <2>1 DEF TaskInv
<1>8. Decision(w)' = p
  BY <1>5, <1>6, ViewsNext DEF Decisions
<1>9. Phase(w)' = "decided"
  <2>1. state'[w] # None /\ w \notin Members(queue') /\ pc'[w] # "return"
    BY <1>1, <1>3, <1>4, <1>6, <1>7, Names
  <2> QED BY <2>1, ViewsNext DEF Phases
<1>10. ASSUME NEW u \in Task, u # w PROVE Decision(u)' = Decision(u)
  <2>1. result'[u] = result[u] /\ outcome'[u] = outcome[u]
    BY <1>1
  <2>2. \A q \in Partner : (target'[q] = u /\ pc'[q] = "write") <=> (target[q] = u /\ pc[q] = "write")
    BY <1>1, <1>5, <1>6, <1>10
  <2> QED BY <2>1, <2>2, SameDecision
<1>11. ASSUME NEW u \in Task, u # w PROVE Phase(u)' = Phase(u)
  <2>1. /\ state'[u] = None <=> state[u] = None
        /\ u \in Members(queue') <=> u \in Members(queue)
        /\ pc'[u] = "return" <=> pc[u] = "return"
    BY <1>1, <1>3, <1>4, <1>6, <1>11
  <2> QED BY <2>1, SamePhase
<1>12. [u \in Task |-> Phase(u)'] = [[u \in Task |-> Phase(u)] EXCEPT ![w] = "decided"]
  BY <1>9, <1>11
<1>13. [u \in Task |-> Decision(u)'] = [[u \in Task |-> Decision(u)] EXCEPT ![w] = p]
  BY <1>8, <1>10
<1>14. {q \in Partner : target'[q] # None} = {q \in Partner : target[q] # None} \cup {p}
  BY <1>5, Names
<1>15. p \notin {q \in Partner : target[q] # None}
  BY <1>1
<1> QED BY <1>1, <1>4, <1>12, <1>13, <1>14, <1>15 DEF Atomic!Deliver

\* No other step of a partner is seen.
LEMMA UnseenPartner ==
  ASSUME IndInv, IndInv', NEW p \in Partner,
         Approach(p) \/ Refuse(p) \/ Write(p) \/ Complete(p) \/ Leave(p) \/ Unpark(p)
  PROVE  UNCHANGED Atomic!vars
<1>1. UNCHANGED <<queue, flag, due, target, returned, result>>
  BY DEF Approach, Refuse, Write, Complete, Leave, Unpark
<1>2. /\ \A t \in Task : pc'[t] = pc[t]
      /\ \A q \in Partner : q # p => pc'[q] = pc[q]
      /\ pc'[p] = "write" <=> FALSE
      /\ pc[p] = "write" <=> Write(p)
  <2>1. PICK s \in {"dequeue", "complete", "unlock", "unpark", "done", "refused"} : GoTo(p, s)
    BY Order DEF Approach, Refuse, Write, Complete, Leave, Unpark
  <2>2. pc[p] = "write" <=> Write(p)
    BY DEF Approach, Refuse, Write, Complete, Leave, Unpark
  <2> QED BY <2>1, <2>2, PartnerMoves
<1>3. \A t \in Task : state'[t] = None <=> state[t] = None
  <2>1. CASE Complete(p)
    <3>1. target[p] \in Task /\ state[target[p]] = "waiting"
      BY <2>1, Targets DEF Complete, IndInv, PartnerInv
    <3>2. state \in [Task -> {None, "waiting", "completed"}]
      BY DEF IndInv, TypeInv, TypeOK
    <3> QED BY <2>1, <3>1, <3>2, Names DEF Complete
  <2>2. CASE ~Complete(p)
    BY <2>2 DEF Approach, Refuse, Write, Leave, Unpark
  <2> QED BY <2>1, <2>2
<1>4. \A t \in Task : Phase(t)' = Phase(t)
  BY <1>1, <1>2, <1>3, SamePhase
<1>5. CASE ~Write(p)
  <2>1. UNCHANGED outcome
    BY <1>5 DEF Approach, Refuse, Complete, Leave, Unpark
  <2>2. \A t \in Task : Decision(t)' = Decision(t)
    BY <1>1, <1>2, <1>5, <2>1, SameDecision
  <2> QED BY <1>1, <1>4, <2>2, Unseen
<1>6. CASE Write(p)
  <2>1. pc[p] = "write" /\ lock = p /\ target[p] \in Task /\ result[target[p]] = None
    BY <1>6, Targets DEF Write, IndInv, LockInv, PartnerInv
  <2>2. \A q \in Partner : q # p => pc[q] # "write"
    BY <2>1 DEF IndInv, LockInv
  <2>3. outcome'[target[p]] = p /\ \A t \in Task : t # target[p] => outcome'[t] = outcome[t]
    <3>1. outcome \in [Task -> Partner \cup {None}]
      BY DEF IndInv, TypeInv, TypeOK
    <3> QED BY <1>6, <2>1, <3>1 DEF Write
  <2>4. ASSUME NEW t \in Task PROVE Decision(t)' = Decision(t)
    <3>1. CASE t = target[p]
      BY <1>1, <1>2, <2>1, <2>2, <2>3, <3>1, Views, ViewsNext DEF Decisions
    <3>2. CASE t # target[p]
      BY <1>1, <1>2, <2>2, <2>3, <3>2, SameDecision
    <3> QED BY <3>1, <3>2
  <2> QED BY <1>1, <1>4, <2>4, Unseen
<1> QED BY <1>5, <1>6

\* Interrupts and deadlines are what they are; stray permits are not seen.
LEMMA SurroundingsRefine ==
  ASSUME IndInv, IndInv', NEW t \in Task, Interrupt(t) \/ Expire(t) \/ StrayUnpark(t)
  PROVE  Atomic!Interrupt(t) \/ Atomic!Expire(t) \/ UNCHANGED Atomic!vars
<1>1. UNCHANGED <<queue, target, returned, state, outcome, result, pc>>
  BY DEF Interrupt, Expire, StrayUnpark
<1>2. \A u \in Task : Decision(u)' = Decision(u) /\ Phase(u)' = Phase(u)
  BY <1>1, SameDecision, SamePhase
<1>3. CASE Interrupt(t)
  <2>1. UNCHANGED due /\ ~flag[t] /\ flag' = [flag EXCEPT ![t] = TRUE]
    BY <1>3 DEF Interrupt
  <2> QED BY <1>1, <1>2, <2>1 DEF Atomic!Interrupt
<1>4. CASE Expire(t)
  <2>1. Phase(t) \in {"waiting", "resumed", "decided"}
    BY <1>4 DEF Expire, Phase
  <2>2. UNCHANGED flag /\ t \in Timed /\ ~due[t] /\ due' = [due EXCEPT ![t] = TRUE]
    BY <1>4 DEF Expire
  <2> QED BY <1>1, <1>2, <2>1, <2>2 DEF Atomic!Expire
<1>5. CASE StrayUnpark(t)
  <2>1. UNCHANGED <<flag, due>>
    BY <1>5 DEF StrayUnpark
  <2> QED BY <1>1, <1>2, <2>1, Unseen
<1> QED BY <1>3, <1>4, <1>5

\* Every step is one of the atomic wait, or none.
LEMMA NextRefines == IndInv /\ IndInv' /\ [Next]_vars => [Atomic!Next]_(Atomic!vars)
<1> SUFFICES ASSUME IndInv, IndInv', [Next]_vars PROVE Atomic!Next \/ UNCHANGED Atomic!vars
  OBVIOUS
<1>1. ASSUME NEW t \in Task, Enqueue(t) PROVE Atomic!Next
  BY <1>1, EnqueueRefines DEF Atomic!Next
<1>2. ASSUME NEW t \in Task, Withdraw(t) PROVE Atomic!Next \/ UNCHANGED Atomic!vars
  BY <1>2, WithdrawRefines DEF Atomic!Next, Atomic!Interrupted, Atomic!TimedOut, Interrupted, TimedOut
<1>3. ASSUME NEW t \in Task, Reunlock(t) \/ Take(t) \/ ClearFlag(t) PROVE Atomic!Next \/ UNCHANGED Atomic!vars
  BY <1>3, ResumeRefines DEF Atomic!Next
<1>4. ASSUME NEW t \in Task, Return(t) PROVE Atomic!Next
  BY <1>4, ReturnRefines DEF Atomic!Next
<1>5. ASSUME NEW p \in Partner, Dequeue(p) PROVE Atomic!Next
  BY <1>5, DequeueRefines DEF Atomic!Next
<1>6. ASSUME NEW t \in Task, Interrupt(t) \/ Expire(t) \/ StrayUnpark(t) PROVE Atomic!Next \/ UNCHANGED Atomic!vars
  BY <1>6, SurroundingsRefine DEF Atomic!Next
<1>7. CASE UNCHANGED vars
  <2>1. UNCHANGED <<queue, target, returned, state, outcome, result, pc, flag, due>>
    BY <1>7 DEF vars
  <2> QED BY <2>1, SameDecision, SamePhase, Unseen
<1>8. CASE Next
  BY <1>1, <1>2, <1>3, <1>4, <1>5, <1>6, <1>8, UnseenSteps, UnseenPartner DEF Next
<1> QED BY <1>7, <1>8

\* The start is the start.
LEMMA InitRefines == Init => Atomic!Init
<1> SUFFICES ASSUME Init PROVE Atomic!Init
  OBVIOUS
<1>1. IndInv
  BY InitInv
<1>2. /\ \A t \in Task : pc[t] = "idle" /\ state[t] = None /\ result[t] = None /\ outcome[t] = None
      /\ \A p \in Partner : pc[p] = "lock" /\ target[p] = None /\ returned[p] = 0
      /\ queue = <<>> /\ flag = [t \in Task |-> FALSE] /\ due = [t \in Task |-> FALSE]
  BY Names DEF Init
<1>3. \A t \in Task : Phase(t) = "idle" /\ Decision(t) = None
  BY <1>1, <1>2, Views DEF Decisions, Phases
<1> QED BY <1>2, <1>3 DEF Atomic!Init, Atomic!None, None

\* Every behaviour of the protocol is one of the atomic wait, as to safety.
THEOREM Refinement == Spec => RefinesAtomicWaitSafely
  BY InitRefines, NextRefines, AlwaysInv, PTL DEF Spec, RefinesAtomicWaitSafely
=============================================================================
