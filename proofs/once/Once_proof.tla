----------------------------- MODULE Once_proof -----------------------------
(***************************************************************************)
(* What TLC checks of module Once for small models is proved here for any  *)
(* tasks and any Onces: the invariant Inv, hence the safety invariants     *)
(* (theorem Safety), and the properties of steps: a function is run at     *)
(* most once (AtMostOnce), all who wait for it go on together (Together),  *)
(* no other call succeeds before its end (NotBeforeTheEnd), and a failure  *)
(* is told as it should be (FailuresAreTold).                              *)
(*                                                                         *)
(* Inv is IndInv of module OnceInd without the bounds that TLC needs, and  *)
(* without NobodyWaitsForHimself.  It speaks of a stack of calls only by   *)
(* what it runs and what its top does; lemmas say how that changes when a  *)
(* call is pushed, popped or moves on.  For each action there is a lemma   *)
(* that its step keeps Inv.                                                *)
(*                                                                         *)
(* Assumed: what module Once assumes of its constants.                     *)
(*                                                                         *)
(* Not proved here: NobodyWaitsForHimself, the refinement, liveness.       *)
(***************************************************************************)
EXTENDS Once, Queues_proof

\* The assumption of module Once, with a name.
ASSUME ConstantsAreSuch == Memo \subseteq Once /\ Ops \subseteq AllOps

\* What a call can be doing.
States == {"new", "running", "done", "failed"}
Frames == [pc : {"called", "parked", "running"}, op : AllOps, on : Once]
          \cup [pc : {"woken"}, op : AllOps, on : Once, res : {"ok", "failed"}]
          \cup [pc : {"done"}, res : Result]

\* Of a stack of calls s: its top, what the top is doing and where, and whether it runs the function of o.
Last(s)       == s[Len(s)]
At(s, pc)     == s # <<>> /\ Last(s).pc = pc
ParksAt(s, o) == At(s, "parked") /\ Last(s).on = o
RunsIn(s, o)  == \E i \in 1..Len(s) : s[i].pc = "running" /\ s[i].on = o

\* All calls but the top one are running, and no two run the same function.
Sound(s) == /\ \A i \in 1..Len(s) : i < Len(s) => s[i].pc = "running"
            /\ \A i, j \in 1..Len(s) :
                 s[i].pc = "running" /\ s[j].pc = "running" /\ s[i].on = s[j].on => i = j

TypeInv == /\ state \in [Once -> States]
           /\ runner \in [Once -> Task \cup {None}]
           /\ waitq \in [Once -> Seq(Task)]
           /\ task \in [Task -> Seq(Frames)]

StacksAreSound == \A t \in Task : Sound(task[t])

\* A function that runs is run by its runner and nobody else; one that does not run has none.
RunnerRuns ==
    \A o \in Once : /\ state[o] = "running" => runner[o] \in Task
                    /\ state[o] # "running" => runner[o] = None
                    /\ \A t \in Task : RunsIn(task[t], o) <=> state[o] = "running" /\ runner[o] = t

\* The queues hold exactly the parked tasks, each once.
QueuesMatch ==
    \A o \in Once : /\ Distinct(waitq[o])
                    /\ \A t \in Task : t \in Members(waitq[o]) <=> ParksAt(task[t], o)

\* Nobody waits for a function that does not run.
ParkedWhereItRuns == \A t \in Task, o \in Once : ParksAt(task[t], o) => state[o] = "running"

\* What those who go on have been told is what came of it.
Told(s)      == Ended(Last(s).on) /\ Last(s).res = Outcome(Last(s).on)
WokenAreTold == \A t \in Task : At(task[t], "woken") => Told(task[t])

\* Only a OnceFunc remembers that it failed.
OnlyMemoFails == \A o \in Once : state[o] = "failed" => o \in Memo

Inv == /\ TypeInv /\ StacksAreSound /\ RunnerRuns /\ QueuesMatch
       /\ ParkedWhereItRuns /\ WokenAreTold /\ OnlyMemoFails

-----------------------------------------------------------------------------
\* What the records of calls look like.
LEMMA FrameKinds ==
    \A f \in Frames :
      /\ f.pc \in {"called", "parked", "running", "woken", "done"}
      /\ f.pc \in {"called", "parked", "running", "woken"} => f.op \in AllOps /\ f.on \in Once
      /\ f.pc = "called" => \A pc : [f EXCEPT !.pc = pc] = [pc |-> pc, op |-> f.op, on |-> f.on]
      /\ f.pc = "woken" => f.res \in {"ok", "failed"}
      /\ f.pc = "done" => f.res \in Result
  BY DEF Frames

\* Which records are calls.
LEMMA FramesMade ==
    /\ \A op \in AllOps, o \in Once, pc \in {"called", "parked", "running"} : [pc |-> pc, op |-> op, on |-> o] \in Frames
    /\ \A op \in AllOps, o \in Once, r \in {"ok", "failed"} : [pc |-> "woken", op |-> op, on |-> o, res |-> r] \in Frames
    /\ \A r \in Result : Done(r) \in Frames
    /\ \A r : Done(r).pc = "done" /\ Done(r).res = r
    /\ \A op, o : Called(op, o).pc = "called" /\ Called(op, o).op = op /\ Called(op, o).on = o
    /\ \A op \in AllOps, o \in Once : Called(op, o) \in Frames
  BY DEF Frames, Done, Called

\* The empty stack runs and awaits nothing.
LEMMA EmptyStack ==
    /\ <<>> \in Seq(Frames) /\ Sound(<<>>)
    /\ \A o : ~RunsIn(<<>>, o)
    /\ \A pc : ~At(<<>>, pc)
  BY DEF Sound, RunsIn, At

\* The top of a stack is a call.
LEMMA TopIsFrame ==
  ASSUME NEW s \in Seq(Frames), s # <<>>
  PROVE  Last(s) \in Frames /\ Len(s) \in 1..Len(s) /\ Len(s) \in Nat
  BY DEF Last

\* A call from within a function, or from outside: the new top runs nothing yet.
LEMMA Pushed ==
  ASSUME NEW s \in Seq(Frames), Sound(s), s # <<>> => Last(s).pc = "running",
         NEW f \in Frames, f.pc # "running"
  PROVE  LET r == Append(s, f) IN
         /\ r \in Seq(Frames) /\ Sound(r) /\ r # <<>> /\ Last(r) = f
         /\ \A o : RunsIn(r, o) <=> RunsIn(s, o)
<1> DEFINE r == Append(s, f)
<1>1. /\ r \in Seq(Frames) /\ Len(r) = Len(s) + 1 /\ Len(s) \in Nat /\ r # <<>>
      /\ r[Len(s) + 1] = f
      /\ \A i \in 1..Len(s) : r[i] = s[i]
  OBVIOUS
<1> HIDE DEF r
<1>2. \A i \in 1..Len(r) : i = Len(s) + 1 \/ i \in 1..Len(s)
  BY <1>1
<1>3. \A i \in 1..Len(s) : i = Len(s) \/ i < Len(s)
  BY <1>1
<1>4. \A i \in 1..Len(s) : s[i].pc = "running"
  <2> SUFFICES ASSUME NEW i \in 1..Len(s) PROVE s[i].pc = "running"
    OBVIOUS
  <2>1. s # <<>>
    BY <1>1
  <2> QED BY <1>3, <2>1 DEF Sound, Last
<1>5. Sound(r)
  BY <1>1, <1>2, <1>4 DEF Sound
<1>6. Last(r) = f
  BY <1>1 DEF Last
<1>7. ASSUME NEW o PROVE RunsIn(r, o) <=> RunsIn(s, o)
  BY <1>1, <1>2 DEF RunsIn
<1> QED BY <1>1, <1>5, <1>6, <1>7 DEF r

\* A return to a function.
LEMMA Popped ==
  ASSUME NEW s \in Seq(Frames), s # <<>>, Sound(s), Last(s).pc # "running"
  PROVE  LET r == SubSeq(s, 1, Len(s) - 1) IN
         /\ r \in Seq(Frames) /\ Sound(r)
         /\ r # <<>> => Last(r).pc = "running"
         /\ \A o : RunsIn(r, o) <=> RunsIn(s, o)
<1> DEFINE r == SubSeq(s, 1, Len(s) - 1)
<1>1. /\ r \in Seq(Frames) /\ Len(r) = Len(s) - 1 /\ Len(s) \in Nat \ {0}
      /\ \A i \in 1..Len(r) : r[i] = s[i]
  OBVIOUS
<1> HIDE DEF r
<1>2. \A i \in 1..Len(r) : i \in 1..Len(s) /\ i < Len(s)
  BY <1>1
<1>3. \A i \in 1..Len(s) : i = Len(s) \/ i \in 1..Len(r)
  BY <1>1
<1>4. \A i \in 1..Len(r) : r[i].pc = "running"
  BY <1>1, <1>2 DEF Sound
<1>5. Sound(r)
  BY <1>1, <1>2, <1>4 DEF Sound
<1>6. r # <<>> => Last(r).pc = "running"
  BY <1>1, <1>4, TopIsFrame DEF Last
<1>7. ASSUME NEW o PROVE RunsIn(r, o) <=> RunsIn(s, o)
  BY <1>1, <1>2, <1>3 DEF RunsIn, Last
<1> QED BY <1>1, <1>5, <1>6, <1>7 DEF r

\* The top call moves on: it may begin or end to run a function.
LEMMA TopChanged ==
  ASSUME NEW s \in Seq(Frames), s # <<>>, Sound(s),
         NEW f \in Frames, f.pc = "running" => ~RunsIn(s, f.on)
  PROVE  LET r == [s EXCEPT ![Len(s)] = f] IN
         /\ r \in Seq(Frames) /\ Sound(r) /\ r # <<>> /\ Last(r) = f
         /\ \A o : RunsIn(r, o) <=> \/ RunsIn(s, o) /\ ~(Last(s).pc = "running" /\ Last(s).on = o)
                                    \/ f.pc = "running" /\ f.on = o
<1> DEFINE r == [s EXCEPT ![Len(s)] = f]
<1>1. /\ r \in Seq(Frames) /\ Len(r) = Len(s) /\ Len(s) \in Nat \ {0} /\ r # <<>>
      /\ r[Len(s)] = f /\ Len(s) \in 1..Len(s)
      /\ \A i \in 1..Len(s) : i # Len(s) => r[i] = s[i]
  OBVIOUS
<1> HIDE DEF r
<1>2. Last(r) = f
  BY <1>1 DEF Last
<1>3. Sound(r)
  BY <1>1 DEF Sound, RunsIn
<1>4. ASSUME NEW o
      PROVE  RunsIn(r, o) <=> \/ RunsIn(s, o) /\ ~(Last(s).pc = "running" /\ Last(s).on = o)
                              \/ f.pc = "running" /\ f.on = o
  <2>1. ASSUME RunsIn(r, o)
        PROVE  \/ RunsIn(s, o) /\ ~(Last(s).pc = "running" /\ Last(s).on = o)
               \/ f.pc = "running" /\ f.on = o
    <3>1. PICK i \in 1..Len(s) : r[i].pc = "running" /\ r[i].on = o
      BY <1>1, <2>1 DEF RunsIn
    <3>2. CASE i = Len(s)
      BY <1>1, <3>1, <3>2
    <3>3. CASE i # Len(s)
      BY <1>1, <3>1, <3>3 DEF RunsIn, Sound, Last
    <3> QED BY <3>2, <3>3
  <2>2. ASSUME RunsIn(s, o), ~(Last(s).pc = "running" /\ Last(s).on = o) PROVE RunsIn(r, o)
    <3>1. PICK i \in 1..Len(s) : s[i].pc = "running" /\ s[i].on = o
      BY <2>2 DEF RunsIn
    <3> QED BY <1>1, <2>2, <3>1 DEF RunsIn, Last
  <2>3. ASSUME f.pc = "running", f.on = o PROVE RunsIn(r, o)
    BY <1>1, <2>3 DEF RunsIn
  <2> QED BY <2>1, <2>2, <2>3
<1> QED BY <1>1, <1>2, <1>3, <1>4 DEF r

\* The top call runs what it says that it runs.
LEMMA TopRuns ==
  ASSUME NEW s \in Seq(Frames), s # <<>>, Last(s).pc = "running"
  PROVE  RunsIn(s, Last(s).on)
  BY TopIsFrame DEF RunsIn, Last

-----------------------------------------------------------------------------
\* The invariant holds at the start.
LEMMA InitInv == Init => Inv
  BY EmptyQueue, EmptyStack
  DEF Init, Inv, TypeInv, StacksAreSound, RunnerRuns, QueuesMatch, ParkedWhereItRuns, WokenAreTold, OnlyMemoFails,
      States, ParksAt

\* What module Once calls the top of a stack is that.
LEMMA Tops ==
    /\ \A t : Top(t) = Last(task[t]) /\ On(t) = Last(task[t]).on
    /\ \A t, pc : Is(t, pc) <=> At(task[t], pc)
    /\ \A t, o : Waits(t, o) <=> ParksAt(task[t], o)
  BY DEF Top, On, Is, Waits, Last, At, ParksAt

\* A step that changes one stack, but not what it runs, keeps the invariant if the queues follow.
LEMMA StackStep ==
  ASSUME Inv, NEW t \in Task, NEW s \in Seq(Frames), Sound(s),
         task' = [task EXCEPT ![t] = s], UNCHANGED <<state, runner>>,
         \A o \in Once : RunsIn(s, o) <=> RunsIn(task[t], o),
         waitq' \in [Once -> Seq(Task)],
         \A o \in Once :
           /\ Distinct(waitq'[o])
           /\ \A u \in Task : u \in Members(waitq'[o]) <=> IF u = t THEN ParksAt(s, o) ELSE u \in Members(waitq[o]),
         \A o \in Once : ParksAt(s, o) => state[o] = "running",
         ~At(s, "woken")
  PROVE  Inv'
<1>1. task' \in [Task -> Seq(Frames)] /\ \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
  BY DEF Inv, TypeInv
<1>2. TypeInv'
  BY <1>1 DEF Inv, TypeInv
<1>3. StacksAreSound'
  BY <1>1 DEF Inv, StacksAreSound
<1>4. RunnerRuns'
  BY <1>1 DEF Inv, RunnerRuns
<1>5. QueuesMatch'
  BY <1>1 DEF Inv, QueuesMatch
<1>6. ParkedWhereItRuns'
  BY <1>1 DEF Inv, ParkedWhereItRuns
<1>7. WokenAreTold'
  BY <1>1 DEF Inv, WokenAreTold, Told, Ended, Outcome
<1>8. OnlyMemoFails'
  BY DEF Inv, OnlyMemoFails
<1> QED BY <1>2, <1>3, <1>4, <1>5, <1>6, <1>7, <1>8 DEF Inv

\* So does one in which nobody parks, leaves a queue or is woken.
LEMMA QuietStep ==
  ASSUME Inv, NEW t \in Task, NEW s \in Seq(Frames), Sound(s),
         task' = [task EXCEPT ![t] = s], UNCHANGED <<state, runner, waitq>>,
         \A o \in Once : RunsIn(s, o) <=> RunsIn(task[t], o),
         ~At(task[t], "parked"), ~At(s, "parked"), ~At(s, "woken")
  PROVE  Inv'
<1>1. waitq' \in [Once -> Seq(Task)]
  BY DEF Inv, TypeInv
<1>2. \A o \in Once :
        /\ Distinct(waitq'[o])
        /\ \A u \in Task : u \in Members(waitq'[o]) <=> IF u = t THEN ParksAt(s, o) ELSE u \in Members(waitq[o])
  BY DEF Inv, QueuesMatch, ParksAt
<1>3. \A o \in Once : ParksAt(s, o) => state[o] = "running"
  BY DEF ParksAt
<1> QED BY <1>1, <1>2, <1>3, StackStep

\* The stack of a task is one, and its top is a call.
LEMMA StackOf ==
  ASSUME Inv, NEW t \in Task
  PROVE  /\ task[t] \in Seq(Frames) /\ Sound(task[t])
         /\ task[t] # <<>> => Last(task[t]) \in Frames
  BY TopIsFrame DEF Inv, TypeInv, StacksAreSound

\* A call that gets its result, and runs nothing, has a stack that is sound.
LEMMA Finished ==
  ASSUME Inv, NEW t \in Task, NEW r \in Result, Finish(t, r), task[t] # <<>>, Last(task[t]).pc # "running"
  PROVE  \E s \in Seq(Frames) :
           /\ Sound(s) /\ task' = [task EXCEPT ![t] = s] /\ At(s, "done") /\ Last(s) = Done(r)
           /\ \A o \in Once : RunsIn(s, o) <=> RunsIn(task[t], o)
<1> DEFINE s == [task[t] EXCEPT ![Len(task[t])] = Done(r)]
<1>1. Done(r) \in Frames /\ Done(r).pc = "done"
  BY FramesMade
<1>2. /\ s \in Seq(Frames) /\ Sound(s) /\ s # <<>> /\ Last(s) = Done(r)
      /\ \A o : RunsIn(s, o) <=> RunsIn(task[t], o)
  BY <1>1, StackOf, TopChanged
<1>3. task' = [task EXCEPT ![t] = s]
  BY DEF Finish, With
<1> HIDE DEF s
<1> QED BY <1>1, <1>2, <1>3 DEF At

\* If nobody was parked then to give a call its result keeps the invariant.
LEMMA FinishStep ==
  ASSUME Inv, NEW t \in Task, NEW r \in Result, Finish(t, r), task[t] # <<>>,
         Last(task[t]).pc \notin {"running", "parked"}, UNCHANGED <<state, runner, waitq>>
  PROVE  Inv'
<1>1. PICK s \in Seq(Frames) :
           /\ Sound(s) /\ task' = [task EXCEPT ![t] = s] /\ At(s, "done") /\ Last(s) = Done(r)
           /\ \A o \in Once : RunsIn(s, o) <=> RunsIn(task[t], o)
  BY Finished
<1>2. ~At(task[t], "parked") /\ ~At(s, "parked") /\ ~At(s, "woken")
  BY <1>1 DEF At
<1> QED BY <1>1, <1>2, QuietStep

\* A call keeps the invariant.
LEMMA CallStep ==
  ASSUME Inv, NEW t \in Task, NEW op \in AllOps, NEW o \in Once, Call(t, op, o)
  PROVE  Inv'
<1> DEFINE f == Called(op, o)
           s == Append(task[t], f)
<1>1. f \in Frames /\ f.pc = "called"
  BY FramesMade
<1> HIDE DEF f
<1>2. /\ s \in Seq(Frames) /\ Sound(s) /\ s # <<>> /\ Last(s) = f
      /\ \A p : RunsIn(s, p) <=> RunsIn(task[t], p)
  BY <1>1, StackOf, Pushed DEF Call
<1>3. s = <<f>>
  BY <1>1 DEF Call
<1>4. task' = [task EXCEPT ![t] = s] /\ ~At(task[t], "parked")
  BY <1>3, EmptyStack DEF Call, f
<1>5. ~At(s, "parked") /\ ~At(s, "woken")
  BY <1>1, <1>2 DEF At
<1> HIDE DEF s
<1> QED BY <1>2, <1>4, <1>5, QuietStep DEF Call

\* A return keeps it.
LEMMA ReturnStep ==
  ASSUME Inv, NEW t \in Task, NEW r \in Result, Return(t, r)
  PROVE  Inv'
<1>1. task' = [task EXCEPT ![t] = <<>>] /\ At(task[t], "done")
  BY StackOf, FramesMade DEF Return, Top, At, Last
<1>2. \A o \in Once : RunsIn(<<>>, o) <=> RunsIn(task[t], o)
  BY <1>1, StackOf, EmptyStack DEF Return, RunsIn, At, Last
<1> QED BY <1>1, <1>2, EmptyStack, QuietStep DEF Return, At

\* So does a call from within a function.
LEMMA NestStep ==
  ASSUME Inv, NEW t \in Task, NEW o \in Once, Nest(t, o)
  PROVE  Inv'
<1> DEFINE f == Called("run", o)
           s == Append(task[t], f)
<1>1. f \in Frames /\ f.pc = "called" /\ At(task[t], "running")
  BY FramesMade, Tops DEF Nest, AllOps
<1>2. task' = [task EXCEPT ![t] = s]
  BY DEF Nest
<1> HIDE DEF f
<1>3. /\ s \in Seq(Frames) /\ Sound(s) /\ s # <<>> /\ Last(s) = f
      /\ \A p : RunsIn(s, p) <=> RunsIn(task[t], p)
  BY <1>1, StackOf, Pushed DEF At
<1>5. ~At(task[t], "parked") /\ ~At(s, "parked") /\ ~At(s, "woken")
  BY <1>1, <1>3 DEF At
<1> HIDE DEF s
<1> QED BY <1>2, <1>3, <1>5, QuietStep DEF Nest

\* So does a return to a function.
LEMMA BackStep ==
  ASSUME Inv, NEW t \in Task, NEW r \in Result, Back(t, r)
  PROVE  Inv'
<1> DEFINE s == SubSeq(task[t], 1, Len(task[t]) - 1)
<1>1. task' = [task EXCEPT ![t] = s] /\ At(task[t], "done")
  BY StackOf, FramesMade DEF Back, Top, At, Last, Pop
<1>2. /\ s \in Seq(Frames) /\ Sound(s)
      /\ s # <<>> => Last(s).pc = "running"
      /\ \A o : RunsIn(s, o) <=> RunsIn(task[t], o)
  BY <1>1, StackOf, Popped DEF At
<1>3. ~At(task[t], "parked") /\ ~At(s, "parked") /\ ~At(s, "woken")
  BY <1>1, <1>2 DEF At
<1> HIDE DEF s
<1> QED BY <1>1, <1>2, <1>3, QuietStep DEF Back

\* The steps that only tell a call its result keep it.
LEMMA FinishingSteps ==
  ASSUME Inv, NEW t \in Task, Skip(t) \/ Deadlock(t) \/ RefuseInterrupted(t) \/ Resume(t)
  PROVE  Inv'
<1>1. {"ok", "failed", "deadlock", "interrupted"} \subseteq Result
  BY DEF Result
<1>2. CASE Skip(t)
  BY <1>1, <1>2, Tops, FinishStep DEF Skip, Outcome, At
<1>3. CASE Deadlock(t)
  BY <1>1, <1>3, Tops, FinishStep DEF Deadlock, At
<1>4. CASE RefuseInterrupted(t)
  BY <1>1, <1>4, Tops, FinishStep DEF RefuseInterrupted, At
<1>5. CASE Resume(t)
  <2>1. task[t] # <<>> /\ Last(task[t]).pc = "woken" /\ Finish(t, Last(task[t]).res)
    BY <1>5, Tops DEF Resume, At
  <2>2. Last(task[t]).res \in Result
    BY <1>1, <2>1, StackOf, FrameKinds
  <2> QED BY <1>5, <2>1, <2>2, FinishStep DEF Resume
<1> QED BY <1>2, <1>3, <1>4, <1>5

\* To park keeps it.
LEMMA ParkStep ==
  ASSUME Inv, NEW t \in Task, Park(t)
  PROVE  Inv'
<1> DEFINE p == Last(task[t]).on
           f == [pc |-> "parked", op |-> Last(task[t]).op, on |-> p]
           s == [task[t] EXCEPT ![Len(task[t])] = f]
<1>1. task[t] # <<>> /\ Last(task[t]).pc = "called" /\ state[p] = "running" /\ UNCHANGED <<state, runner>>
  BY Tops DEF Park, At
<1>2. p \in Once /\ f \in Frames /\ f.pc = "parked" /\ f.on = p
  BY <1>1, StackOf, FrameKinds, FramesMade
<1>3. waitq' = [waitq EXCEPT ![p] = Append(@, t)]
  BY Tops DEF Park
<1>4. task' = [task EXCEPT ![t] = s]
  BY <1>1, StackOf, FrameKinds, Tops DEF Park, With
<1> HIDE DEF f, p
<1>5. /\ s \in Seq(Frames) /\ Sound(s) /\ s # <<>> /\ Last(s) = f
      /\ \A o : RunsIn(s, o) <=> RunsIn(task[t], o)
  BY <1>1, <1>2, StackOf, TopChanged
<1> HIDE DEF s
<1>6. ~At(s, "woken") /\ \A o : ParksAt(s, o) <=> o = p
  BY <1>2, <1>5 DEF At, ParksAt
<1>7. waitq' \in [Once -> Seq(Task)]
  BY <1>3, AppendToQueue DEF Inv, TypeInv
<1>8. ASSUME NEW o \in Once
      PROVE  /\ Distinct(waitq'[o])
             /\ \A u \in Task : u \in Members(waitq'[o]) <=> IF u = t THEN ParksAt(s, o) ELSE u \in Members(waitq[o])
  <2>1. waitq[o] \in Seq(Task) /\ Distinct(waitq[o]) /\ t \notin Members(waitq[o])
    BY <1>1 DEF Inv, TypeInv, QueuesMatch, ParksAt, At
  <2>2. waitq'[o] = IF o = p THEN Append(waitq[o], t) ELSE waitq[o]
    BY <1>3 DEF Inv, TypeInv
  <2> QED BY <1>6, <2>1, <2>2, AppendToQueue
<1>9. \A o \in Once : ParksAt(s, o) => state[o] = "running"
  BY <1>1, <1>6
<1> QED BY <1>1, <1>4, <1>5, <1>6, <1>7, <1>8, <1>9, StackStep

\* To withdraw keeps it.
LEMMA WithdrawStep ==
  ASSUME Inv, NEW t \in Task, NEW why, Withdraw(t, why)
  PROVE  Inv'
<1> DEFINE p == Last(task[t]).on
<1>1. /\ task[t] # <<>> /\ Last(task[t]).pc = "parked" /\ UNCHANGED <<state, runner>>
      /\ why \in Result /\ Finish(t, why)
  BY Tops DEF Withdraw, At, Result
<1>2. p \in Once
  BY <1>1, StackOf, FrameKinds
<1>3. waitq' = [waitq EXCEPT ![p] = Without(@, t)]
  BY Tops DEF Withdraw, Without
<1>4. PICK s \in Seq(Frames) :
           /\ Sound(s) /\ task' = [task EXCEPT ![t] = s] /\ At(s, "done") /\ Last(s) = Done(why)
           /\ \A o \in Once : RunsIn(s, o) <=> RunsIn(task[t], o)
  BY <1>1, Finished
<1>5. ~At(s, "woken") /\ \A o : ~ParksAt(s, o)
  BY <1>4 DEF At, ParksAt
<1>6. \A o : ParksAt(task[t], o) <=> o = p
  BY <1>1 DEF At, ParksAt
<1> HIDE DEF p
<1>7. waitq' \in [Once -> Seq(Task)]
  BY <1>3, RemoveFromQueue DEF Inv, TypeInv
<1>8. ASSUME NEW o \in Once
      PROVE  /\ Distinct(waitq'[o])
             /\ \A u \in Task : u \in Members(waitq'[o]) <=> IF u = t THEN ParksAt(s, o) ELSE u \in Members(waitq[o])
  <2>1. waitq[o] \in Seq(Task) /\ Distinct(waitq[o]) /\ (o # p => t \notin Members(waitq[o]))
    BY <1>6 DEF Inv, TypeInv, QueuesMatch
  <2>2. waitq'[o] = IF o = p THEN Without(waitq[o], t) ELSE waitq[o]
    BY <1>3 DEF Inv, TypeInv
  <2> QED BY <1>5, <2>1, <2>2, RemoveFromQueue
<1> QED BY <1>1, <1>4, <1>5, <1>7, <1>8, StackStep

\* To begin to run a function keeps it: nobody runs it, and nobody waits for it.
LEMMA BeginStep ==
  ASSUME Inv, NEW t \in Task, Begin(t)
  PROVE  Inv'
<1> DEFINE p == Last(task[t]).on
           f == [pc |-> "running", op |-> Last(task[t]).op, on |-> p]
           s == [task[t] EXCEPT ![Len(task[t])] = f]
<1>1. task[t] # <<>> /\ Last(task[t]).pc = "called" /\ state[p] = "new" /\ waitq' = waitq
  BY Tops DEF Begin, At
<1>2. p \in Once /\ f \in Frames /\ f.pc = "running" /\ f.on = p
  BY <1>1, StackOf, FrameKinds, FramesMade
<1>3. state' = [state EXCEPT ![p] = "running"] /\ runner' = [runner EXCEPT ![p] = t]
  BY Tops DEF Begin
<1>4. task' = [task EXCEPT ![t] = s]
  BY <1>1, StackOf, FrameKinds, Tops DEF Begin, With
<1> HIDE DEF f, p
<1>5. \A u \in Task : ~RunsIn(task[u], p) /\ ~ParksAt(task[u], p)
  BY <1>1, <1>2 DEF Inv, RunnerRuns, ParkedWhereItRuns
<1>6. /\ s \in Seq(Frames) /\ Sound(s) /\ s # <<>> /\ Last(s) = f
      /\ \A o : RunsIn(s, o) <=> RunsIn(task[t], o) \/ o = p
  BY <1>1, <1>2, <1>5, StackOf, TopChanged
<1> HIDE DEF s
<1>7. ~At(s, "woken") /\ \A o : ~ParksAt(s, o) /\ ~ParksAt(task[t], o)
  BY <1>1, <1>2, <1>6 DEF At, ParksAt
<1>8. task' \in [Task -> Seq(Frames)] /\ \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
  BY <1>4, <1>6 DEF Inv, TypeInv
<1>9. /\ state' \in [Once -> States] /\ \A o \in Once : state'[o] = IF o = p THEN "running" ELSE state[o]
      /\ runner' \in [Once -> Task \cup {None}] /\ \A o \in Once : runner'[o] = IF o = p THEN t ELSE runner[o]
  BY <1>2, <1>3 DEF Inv, TypeInv, States
<1>10. TypeInv'
  BY <1>1, <1>8, <1>9 DEF Inv, TypeInv
<1>11. StacksAreSound'
  BY <1>6, <1>8 DEF Inv, StacksAreSound
<1>12. RunnerRuns'
  BY <1>5, <1>6, <1>8, <1>9 DEF Inv, RunnerRuns
<1>13. QueuesMatch'
  BY <1>1, <1>7, <1>8 DEF Inv, QueuesMatch
<1>14. ParkedWhereItRuns'
  BY <1>7, <1>8, <1>9 DEF Inv, ParkedWhereItRuns
<1>15. WokenAreTold'
  <2> SUFFICES ASSUME NEW u \in Task, At(task'[u], "woken") PROVE Told(task[u])' /\ u # t
    BY <1>8 DEF WokenAreTold
  <2>1. u # t /\ task'[u] = task[u] /\ At(task[u], "woken")
    BY <1>7, <1>8
  <2>2. Told(task[u]) /\ Last(task[u]).on \in Once
    BY <2>1, StackOf, FrameKinds DEF Inv, WokenAreTold, At
  <2> QED BY <1>1, <1>9, <2>1, <2>2 DEF Told, Ended, Outcome
<1>16. OnlyMemoFails'
  BY <1>9 DEF Inv, OnlyMemoFails
<1> QED BY <1>10, <1>11, <1>12, <1>13, <1>14, <1>15, <1>16 DEF Inv

\* What becomes of the stacks when a function ends: its own call is done, and those who waited are woken.
LEMMA Released ==
  ASSUME Inv, NEW t \in Task, Is(t, "running"), NEW mine \in Result, NEW theirs \in {"ok", "failed"},
         Release(t, mine, theirs)
  PROVE  LET p == Last(task[t]).on IN
         /\ p \in Once /\ state[p] = "running" /\ runner[p] = t
         /\ task' \in [Task -> Seq(Frames)]
         /\ task'[t] = [task[t] EXCEPT ![Len(task[t])] = Done(mine)]
         /\ \A u \in Task :
              /\ Sound(task'[u])
              /\ \A o : RunsIn(task'[u], o) <=> RunsIn(task[u], o) /\ ~(u = t /\ o = p)
              /\ \A o : ParksAt(task'[u], o) <=> ParksAt(task[u], o) /\ o # p
              /\ u # t => IF ParksAt(task[u], p)
                          THEN /\ At(task'[u], "woken") /\ Last(task'[u]).on = p /\ Last(task'[u]).res = theirs
                               /\ task'[u] = [task[u] EXCEPT ![Len(task[u])] =
                                      [pc |-> "woken", op |-> Last(task[u]).op, on |-> p, res |-> theirs]]
                          ELSE task'[u] = task[u]
              /\ u = t => At(task'[u], "done")
<1> DEFINE p == Last(task[t]).on
           s == [task[t] EXCEPT ![Len(task[t])] = Done(mine)]
           w(u) == [pc |-> "woken", op |-> Last(task[u]).op, on |-> p, res |-> theirs]
           v(u) == [task[u] EXCEPT ![Len(task[u])] = w(u)]
<1>1. task[t] # <<>> /\ Last(task[t]).pc = "running"
  BY Tops DEF At
<1>2. p \in Once
  BY <1>1, StackOf, FrameKinds
<1>3. state[p] = "running" /\ runner[p] = t
  BY <1>1, <1>2, StackOf, TopRuns DEF Inv, RunnerRuns
<1>4. \A u \in Task : u \in Range(waitq[On(t)]) <=> ParksAt(task[u], p)
  BY <1>2, Tops DEF Inv, QueuesMatch, Range, Members
<1>5. ~ParksAt(task[t], p)
  BY <1>1 DEF ParksAt, At
<1>6. \A u \in Task : ParksAt(task[u], p) => Woken(u, theirs) = v(u)
  BY Tops DEF Woken, With, ParksAt
<1>7. \A u \in Task : task'[u] = IF u = t THEN s ELSE IF ParksAt(task[u], p) THEN v(u) ELSE task[u]
  <2> SUFFICES ASSUME NEW u \in Task
               PROVE  task'[u] = IF u = t THEN s ELSE IF ParksAt(task[u], p) THEN v(u) ELSE task[u]
    OBVIOUS
  <2>1. task'[u] = CASE u = t -> s [] u \in Range(waitq[On(t)]) -> Woken(u, theirs) [] OTHER -> task[u]
    BY DEF Release, With
  <2> HIDE DEF s, v
  <2> QED BY <1>4, <1>5, <1>6, <2>1
<1>8. Done(mine) \in Frames /\ Done(mine).pc = "done"
  BY FramesMade
<1>9. /\ s \in Seq(Frames) /\ Sound(s) /\ s # <<>> /\ Last(s) = Done(mine)
      /\ \A o : RunsIn(s, o) <=> RunsIn(task[t], o) /\ o # p
  BY <1>1, <1>8, StackOf, TopChanged
<1>10. ASSUME NEW u \in Task, ParksAt(task[u], p)
       PROVE  /\ v(u) \in Seq(Frames) /\ Sound(v(u)) /\ v(u) # <<>> /\ Last(v(u)) = w(u)
              /\ \A o : RunsIn(v(u), o) <=> RunsIn(task[u], o)
  <2>1. task[u] # <<>> /\ Last(task[u]).pc = "parked"
    BY <1>10 DEF ParksAt, At
  <2>2. w(u) \in Frames /\ w(u).pc = "woken"
    BY <1>2, <2>1, StackOf, FrameKinds, FramesMade
  <2> HIDE DEF w
  <2> QED BY <2>1, <2>2, StackOf, TopChanged
<1> HIDE DEF s, v
<1>11. \A u \in Task : task'[u] \in Seq(Frames)
  BY <1>7, <1>9, <1>10, StackOf
<1>12. task' \in [Task -> Seq(Frames)]
  BY <1>11 DEF Release
<1>13. ASSUME NEW u \in Task
       PROVE  /\ Sound(task'[u])
              /\ \A o : RunsIn(task'[u], o) <=> RunsIn(task[u], o) /\ ~(u = t /\ o = p)
              /\ \A o : ParksAt(task'[u], o) <=> ParksAt(task[u], o) /\ o # p
              /\ u # t => IF ParksAt(task[u], p)
                          THEN /\ At(task'[u], "woken") /\ Last(task'[u]).on = p /\ Last(task'[u]).res = theirs
                               /\ task'[u] = v(u)
                          ELSE task'[u] = task[u]
              /\ u = t => At(task'[u], "done")
  <2>1. CASE u = t
    BY <1>1, <1>7, <1>8, <1>9, <2>1 DEF At, ParksAt
  <2>2. CASE u # t /\ ParksAt(task[u], p)
    <3>1. task'[u] = v(u) /\ task[u] # <<>> /\ Last(task[u]).pc = "parked" /\ Last(task[u]).on = p
      BY <1>7, <2>2 DEF ParksAt, At
    <3> QED BY <1>10, <2>2, <3>1 DEF ParksAt, At
  <2>3. CASE u # t /\ ~ParksAt(task[u], p)
    BY <1>7, <2>3, StackOf
  <2> QED BY <2>1, <2>2, <2>3
<1> QED BY <1>2, <1>3, <1>7, <1>12, <1>13 DEF s, v

\* The end of a function keeps it, however it ends.
LEMMA ReleaseStep ==
  ASSUME Inv, NEW t \in Task, Is(t, "running"), NEW mine \in Result, NEW theirs \in {"ok", "failed"},
         NEW end \in {"done", "failed"}, state' = [state EXCEPT ![On(t)] = end], end = "failed" => On(t) \in Memo,
         theirs = IF end = "failed" THEN "failed" ELSE "ok", Release(t, mine, theirs)
  PROVE  Inv'
<1> DEFINE p == Last(task[t]).on
<1>2. /\ p \in Once /\ state[p] = "running" /\ runner[p] = t
      /\ task' \in [Task -> Seq(Frames)]
      /\ \A u \in Task :
           /\ Sound(task'[u])
           /\ \A o : RunsIn(task'[u], o) <=> RunsIn(task[u], o) /\ ~(u = t /\ o = p)
           /\ \A o : ParksAt(task'[u], o) <=> ParksAt(task[u], o) /\ o # p
           /\ u # t => IF ParksAt(task[u], p)
                       THEN At(task'[u], "woken") /\ Last(task'[u]).on = p /\ Last(task'[u]).res = theirs
                       ELSE task'[u] = task[u]
           /\ u = t => At(task'[u], "done")
  BY Released
<1>3. On(t) = p
  BY Tops
<1> HIDE DEF p
<1>4. /\ state' \in [Once -> States] /\ \A o \in Once : state'[o] = IF o = p THEN end ELSE state[o]
      /\ runner' \in [Once -> Task \cup {None}] /\ \A o \in Once : runner'[o] = IF o = p THEN None ELSE runner[o]
      /\ waitq' \in [Once -> Seq(Task)] /\ \A o \in Once : waitq'[o] = IF o = p THEN <<>> ELSE waitq[o]
  BY <1>2, <1>3 DEF Inv, TypeInv, States, Release
<1>5. TypeInv'
  BY <1>2, <1>4 DEF TypeInv
<1>6. StacksAreSound'
  BY <1>2 DEF StacksAreSound
<1>7. RunnerRuns'
  <2> SUFFICES ASSUME NEW o \in Once
               PROVE  /\ state'[o] = "running" => runner'[o] \in Task
                      /\ state'[o] # "running" => runner'[o] = None
                      /\ \A u \in Task : RunsIn(task'[u], o) <=> state'[o] = "running" /\ runner'[o] = u
    BY DEF RunnerRuns
  <2>1. CASE o = p
    BY <1>2, <1>4, <2>1 DEF Inv, RunnerRuns
  <2>2. CASE o # p
    BY <1>2, <1>4, <2>2 DEF Inv, RunnerRuns
  <2> QED BY <2>1, <2>2
<1>8. QueuesMatch'
  BY <1>2, <1>4, EmptyQueue DEF Inv, QueuesMatch
<1>9. ParkedWhereItRuns'
  BY <1>2, <1>4 DEF Inv, ParkedWhereItRuns
<1>10. WokenAreTold'
  <2> SUFFICES ASSUME NEW u \in Task, At(task'[u], "woken") PROVE Told(task[u])'
    BY DEF WokenAreTold
  <2>1. u # t
    BY <1>2 DEF At
  <2>2. CASE ParksAt(task[u], p)
    BY <1>2, <1>4, <2>1, <2>2 DEF Told, Ended, Outcome
  <2>3. CASE ~ParksAt(task[u], p)
    <3>1. task'[u] = task[u] /\ At(task[u], "woken")
      BY <1>2, <2>1, <2>3
    <3>2. Told(task[u]) /\ Last(task[u]).on \in Once
      BY <3>1, StackOf, FrameKinds DEF Inv, WokenAreTold, At
    <3> QED BY <1>2, <1>4, <3>1, <3>2 DEF Told, Ended, Outcome
  <2> QED BY <2>2, <2>3
<1>11. OnlyMemoFails'
  BY <1>3, <1>4 DEF Inv, OnlyMemoFails
<1> QED BY <1>5, <1>6, <1>7, <1>8, <1>9, <1>10, <1>11 DEF Inv

\* So a function may return or throw.
LEMMA EndSteps ==
  ASSUME Inv, NEW t \in Task, End(t) \/ Fail(t)
  PROVE  Inv'
<1>1. "ok" \in Result /\ "failed" \in Result
  BY DEF Result
<1>2. CASE End(t)
  BY <1>1, <1>2, ReleaseStep DEF End
<1>3. CASE Fail(t)
  <2> DEFINE end    == IF On(t) \in Memo THEN "failed" ELSE "done"
             theirs == IF On(t) \in Memo THEN "failed" ELSE "ok"
  <2>1. /\ end \in {"done", "failed"} /\ (end = "failed" => On(t) \in Memo)
        /\ theirs \in {"ok", "failed"} /\ theirs = IF end = "failed" THEN "failed" ELSE "ok"
    OBVIOUS
  <2>2. Is(t, "running") /\ state' = [state EXCEPT ![On(t)] = end] /\ Release(t, "failed", theirs)
    BY <1>3 DEF Fail
  <2> HIDE DEF end, theirs
  <2> QED BY <1>1, <2>1, <2>2, ReleaseStep
<1> QED BY <1>2, <1>3

\* So does a step that changes nothing.
LEMMA StutterStep ==
  ASSUME Inv, UNCHANGED vars
  PROVE  Inv'
  BY DEF vars, Inv, TypeInv, StacksAreSound, RunnerRuns, QueuesMatch, ParkedWhereItRuns, WokenAreTold, OnlyMemoFails,
         Told, Ended, Outcome

\* Every step keeps the invariant.
LEMMA NextInv == Inv /\ [Next]_vars => Inv'
<1> SUFFICES ASSUME Inv, [Next]_vars PROVE Inv'
  OBVIOUS
<1>1. CASE Next
  BY <1>1, CallStep, ReturnStep, NestStep, BackStep, BeginStep, FinishingSteps, ParkStep, EndSteps, WithdrawStep DEF Next
<1> QED BY <1>1, StutterStep

\* The invariant holds always.
THEOREM AlwaysInv == Spec => []Inv
  BY InitInv, NextInv, PTL DEF Spec

\* The invariant implies those of module Once.
LEMMA InvImplies ==
  ASSUME Inv
  PROVE  TypeOK /\ OneRunner /\ QueuedIffParked /\ NobodyWaitsInVain /\ OnlyTheTopMoves
<1>1. \A o \in Once : Range(waitq[o]) = Members(waitq[o]) /\ Members(waitq[o]) \subseteq Task
  BY MembersOfSeq DEF Range, Members, Inv, TypeInv
<1>2. ASSUME NEW t \in Task, NEW i \in DOMAIN task[t] PROVE task[t][i] \in Frames /\ i \in 1..Len(task[t])
  BY StackOf
<1>3. \A f \in Frames : WellFormed(f)
  BY FrameKinds DEF WellFormed, Result
<1>4. TypeOK
  BY <1>1, <1>2, <1>3 DEF Inv, TypeInv, TypeOK, States
<1>5. OneRunner
  <2>1. \A t \in Task, o \in Once : Runs(t, o) <=> RunsIn(task[t], o)
    BY StackOf DEF Runs, RunsIn
  <2> QED BY <2>1 DEF Inv, RunnerRuns, OneRunner
<1>6. QueuedIffParked
  BY <1>1, Tops DEF Inv, QueuesMatch, QueuedIffParked, Distinct
<1>7. NobodyWaitsInVain
  BY Tops DEF Inv, ParkedWhereItRuns, NobodyWaitsInVain
<1>8. OnlyTheTopMoves
  BY <1>2 DEF Inv, StacksAreSound, Sound, OnlyTheTopMoves
<1> QED BY <1>4, <1>5, <1>6, <1>7, <1>8

\* What module Once promises of states holds always.
THEOREM Safety == Spec => [](TypeOK /\ OneRunner /\ QueuedIffParked /\ NobodyWaitsInVain /\ OnlyTheTopMoves)
<1>1. Inv => TypeOK /\ OneRunner /\ QueuedIffParked /\ NobodyWaitsInVain /\ OnlyTheTopMoves
  BY InvImplies
<1> QED BY <1>1, AlwaysInv, PTL

-----------------------------------------------------------------------------
\* However a function ends, it releases.
LEMMA EndReleases ==
  ASSUME NEW t \in Task, End(t) \/ Fail(t)
  PROVE  Is(t, "running") /\ \E mine \in Result, theirs \in {"ok", "failed"} : Release(t, mine, theirs)
<1>1. "ok" \in Result /\ "failed" \in Result
  BY DEF Result
<1>2. CASE End(t)
  BY <1>1, <1>2 DEF End
<1>3. CASE Fail(t)
  BY <1>1, <1>3 DEF Fail
<1> QED BY <1>2, <1>3

\* A Once is begun once and ended once.
LEMMA StateMoves ==
  ASSUME Inv, Next, NEW o \in Once, state'[o] # state[o]
  PROVE  \/ state[o] = "new" /\ state'[o] = "running"
         \/ state[o] = "running" /\ Ended(o)' /\ \E u \in Task : On(u) = o /\ (End(u) \/ Fail(u))
<1>1. PICK u \in Task : Begin(u) \/ End(u) \/ Fail(u)
  BY DEF Next, Call, Return, Nest, Back, Skip, Deadlock, Park, RefuseInterrupted, Withdraw, Resume
<1>2. CASE Begin(u)
  BY <1>2 DEF Begin, Inv, TypeInv
<1>3. CASE End(u) \/ Fail(u)
  <2>1. On(u) = o /\ Ended(o)'
    BY <1>3 DEF End, Fail, Inv, TypeInv, Ended
  <2>2. state[o] = "running"
    <3>1. task[u] # <<>> /\ Last(task[u]).pc = "running" /\ Last(task[u]).on = o
      BY <1>3, <2>1, EndReleases, Tops DEF At
    <3> QED BY <3>1, StackOf, TopRuns DEF Inv, RunnerRuns
  <2> QED BY <1>3, <2>1, <2>2
<1> QED BY <1>1, <1>2, <1>3

\* A function is run at most once.
THEOREM AtMostOnce == Spec => RunsOnce
<1>1. Inv /\ [Next]_vars => [\A o \in Once : state[o] # "new" => /\ state'[o] # "new"
                                                                 /\ Ended(o) => state'[o] = state[o]]_vars
  <2> SUFFICES ASSUME Inv, Next, NEW o \in Once, state[o] # "new"
               PROVE  state'[o] # "new" /\ (Ended(o) => state'[o] = state[o])
    OBVIOUS
  <2> QED BY StateMoves DEF Ended
<1> QED BY <1>1, AlwaysInv, PTL DEF Spec, RunsOnce

\* All who wait for a function go on together.
THEOREM Together == Spec => AllReleasedTogether
<1>1. Inv /\ [Next]_vars =>
        [\A o \in Once : (state[o] = "running" /\ state'[o] # "running") =>
          \A t \in Task : Waits(t, o) => task'[t][Len(task'[t])].pc = "woken"]_vars
  <2> SUFFICES ASSUME Inv, Next, NEW o \in Once, state[o] = "running", state'[o] # "running",
                      NEW t \in Task, Waits(t, o)
               PROVE  Last(task'[t]).pc = "woken"
    BY DEF Last
  <2>1. PICK u \in Task : On(u) = o /\ (End(u) \/ Fail(u))
    BY StateMoves
  <2>2. PICK mine \in Result, theirs \in {"ok", "failed"} : Release(u, mine, theirs)
    BY <2>1, EndReleases
  <2>3. Is(u, "running") /\ u # t /\ ParksAt(task[t], Last(task[u]).on)
    BY <2>1, EndReleases, Tops DEF ParksAt, At
  <2>4. At(task'[t], "woken")
    BY <2>2, <2>3, Released
  <2> QED BY <2>4 DEF At
<1> QED BY <1>1, AlwaysInv, PTL DEF Spec, AllReleasedTogether

\* The new top is the top.
LEMMA NewTops ==
  ASSUME NEW s \in Seq(Frames), NEW f
  PROVE  /\ s # <<>> => Last([s EXCEPT ![Len(s)] = f]) = f
         /\ Last(Append(s, f)) = f
  BY DEF Last

\* Who has called, or was woken, moves by his own steps only.
LEMMA OwnSteps ==
  ASSUME Inv, Next, NEW t \in Task, task[t] # <<>>, Last(task[t]).pc \in {"called", "woken"}
  PROVE  \/ task'[t] = task[t]
         \/ Begin(t) \/ Skip(t) \/ Deadlock(t) \/ Park(t) \/ RefuseInterrupted(t) \/ Resume(t)
<1>1. ASSUME NEW u \in Task, NEW s, task' = [task EXCEPT ![u] = s], u # t PROVE task'[t] = task[t]
  BY <1>1 DEF Inv, TypeInv
<1>2. ASSUME NEW u \in Task, End(u) \/ Fail(u) PROVE task'[t] = task[t]
  <2>1. PICK mine \in Result, theirs \in {"ok", "failed"} : Release(u, mine, theirs)
    BY <1>2, EndReleases
  <2>2. Is(u, "running") /\ u # t /\ ~ParksAt(task[t], Last(task[u]).on)
    BY <1>2, EndReleases, Tops DEF ParksAt, At
  <2> QED BY <2>1, <2>2, Released
<1>3. ASSUME NEW u \in Task,
             \/ \E op \in AllOps, o \in Once : Call(u, op, o)
             \/ \E r \in Result : Return(u, r)
             \/ \E o \in Once : Nest(u, o)
             \/ \E r \in Result : Back(u, r)
             \/ \E why \in {"interrupted"} : Withdraw(u, why)
      PROVE  u # t /\ \E s : task' = [task EXCEPT ![u] = s]
  <2>1. \A r : Done(r).pc = "done"
    BY FramesMade
  <2>2. Top(t) = Last(task[t]) /\ ~Is(t, "running") /\ ~Is(t, "parked")
    BY Tops DEF At
  <2> QED BY <1>3, <2>1, <2>2 DEF Call, Return, Nest, Back, Withdraw, Finish
<1>4. ASSUME NEW u \in Task, u # t,
             Begin(u) \/ Skip(u) \/ Deadlock(u) \/ Park(u) \/ RefuseInterrupted(u) \/ Resume(u)
      PROVE  task'[t] = task[t]
  <2>1. \E s : task' = [task EXCEPT ![u] = s]
    BY <1>4 DEF Begin, Skip, Deadlock, Park, RefuseInterrupted, Resume, Finish
  <2> QED BY <1>1, <1>4, <2>1
<1> QED BY <1>1, <1>2, <1>3, <1>4 DEF Next

\* Who is told that all is well, and did not run the function, learns it after the end.
LEMMA OkMeansEnded ==
  ASSUME Inv, Next, NEW t \in Task, task[t] # <<>>, Last(task[t]).pc \in {"called", "woken"},
         task'[t] = With(t, Done("ok"))
  PROVE  Ended(On(t)) /\ Outcome(On(t)) = "ok"
<1>1. Last(task'[t]) = Done("ok") /\ Done("ok").pc = "done" /\ \A r : Done(r) = Done("ok") => r = "ok"
  BY StackOf, NewTops, FramesMade DEF With
<1>2. task'[t] # task[t]
  BY <1>1
<1>3. ASSUME NEW f, task' = [task EXCEPT ![t] = With(t, f)] PROVE f = Done("ok")
  <2>1. task'[t] = With(t, f)
    BY <1>3 DEF Inv, TypeInv
  <2> QED BY <1>1, <2>1, StackOf, NewTops DEF With
<1>4. ASSUME NEW pc, Is(t, "called"), task' = [task EXCEPT ![t] = With(t, [Top(t) EXCEPT !.pc = pc])] PROVE pc = "done"
  <2>1. [Top(t) EXCEPT !.pc = pc].pc = pc
    BY <1>4, StackOf, FrameKinds, Tops DEF At
  <2> QED BY <1>1, <1>3, <1>4, <2>1
<1>5. ~Begin(t) /\ ~Park(t)
  BY <1>4 DEF Begin, Park
<1>6. ASSUME NEW r, Finish(t, r) PROVE r = "ok"
  BY <1>1, <1>3, <1>6 DEF Finish
<1>7. ~Deadlock(t) /\ ~RefuseInterrupted(t)
  BY <1>6 DEF Deadlock, RefuseInterrupted
<1>8. CASE Skip(t)
  BY <1>6, <1>8 DEF Skip
<1>9. CASE Resume(t)
  <2>1. Top(t).res = "ok"
    BY <1>6, <1>9 DEF Resume
  <2>2. Told(task[t])
    BY <1>9, Tops DEF Resume, Inv, WokenAreTold
  <2> QED BY <2>1, <2>2, Tops DEF Told
<1> QED BY <1>2, <1>5, <1>7, <1>8, <1>9, OwnSteps

\* A call that did not run the function succeeds only after its end.
THEOREM NotBeforeTheEnd == Spec => ReturnsAfterTheEnd
<1>1. Inv /\ [Next]_vars => [\A t \in Task : (Is(t, "called") /\ task'[t] # <<>>) =>
                               (task'[t] = With(t, Done("ok")) => Ended(On(t)))]_vars
  <2> SUFFICES ASSUME Inv, Next, NEW t \in Task, Is(t, "called"), task'[t] = With(t, Done("ok")) PROVE Ended(On(t))
    OBVIOUS
  <2> QED BY OkMeansEnded, Tops DEF At
<1> QED BY <1>1, AlwaysInv, PTL DEF Spec, ReturnsAfterTheEnd

\* Nobody who asks a OnceFunc that failed is told that all is well.
THEOREM FailuresAreTold == Spec => FailureIsTold
<1>1. Inv /\ [Next]_vars =>
        [\A t \in Task : \A o \in Memo :
          (task[t] # <<>> /\ Top(t).pc \in {"called", "woken"} /\ On(t) = o /\ state[o] = "failed") =>
             task'[t] # With(t, Done("ok"))]_vars
  <2> SUFFICES ASSUME Inv, Next, NEW t \in Task, task[t] # <<>>, Top(t).pc \in {"called", "woken"},
                      state[On(t)] = "failed", task'[t] = With(t, Done("ok"))
               PROVE  FALSE
    OBVIOUS
  <2> QED BY OkMeansEnded, Tops DEF Outcome
<1> QED BY <1>1, AlwaysInv, PTL DEF Spec, FailureIsTold
=============================================================================
