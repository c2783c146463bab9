----------------------------- MODULE Once_proof -----------------------------
(***************************************************************************)
(* What TLC checks of module Once for small models is proved here for any  *)
(* tasks and any Onces: the invariant Inv, hence the safety invariants     *)
(* (theorem Safety), and the properties of steps: a function is run at     *)
(* most once (AtMostOnce), all who wait for it go on together (Together),  *)
(* no other call succeeds before its end (NotBeforeTheEnd), and a failure  *)
(* is told as it should be (FailuresAreTold); and that the machine is what *)
(* a user of a Once relies on (theorem Refinement).                        *)
(*                                                                         *)
(* Inv is IndInv of module OnceInd without the bounds that TLC needs, and  *)
(* without NobodyWaitsForHimself.  It speaks of a stack of calls only by   *)
(* what it runs and what its top does; lemmas say how that changes when a  *)
(* call is pushed, popped or moves on.  For each action there is a lemma   *)
(* that its step keeps Inv and one that it is a step of OnceSpec, or none. *)
(*                                                                         *)
(* Assumed: what module Once assumes of its constants.                     *)
(*                                                                         *)
(* Not proved here: NobodyWaitsForHimself, which is in Circles_proof, and  *)
(* liveness, which is not proved.                                          *)
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

-----------------------------------------------------------------------------
\* What the user sees of a stack, and of all.
View(s) == [i \in DOMAIN s |-> UserView(s[i])]
Seen    == [t \in Task |-> View(task[t])]

\* The views by case.
LEMMA ViewKinds ==
    /\ \A f : f.pc \in {"called", "parked", "woken"} => UserView(f) = [pc |-> "pending", op |-> f.op, on |-> f.on]
    /\ \A f : f.pc = "running" => UserView(f) = [pc |-> "running", on |-> f.on]
    /\ \A f : f.pc = "done" => UserView(f) = [pc |-> "returning", res |-> f.res]
  BY DEF UserView

\* The view of a stack has the views of its calls.
LEMMA ViewOfStack ==
  ASSUME NEW s \in Seq(Frames)
  PROVE  /\ Len(View(s)) = Len(s) /\ (View(s) = <<>> <=> s = <<>>)
         /\ DOMAIN View(s) = 1..Len(s)
         /\ \A i \in 1..Len(s) : View(s)[i] = UserView(s[i])
         /\ View(s) \in Seq({UserView(f) : f \in Frames})
         /\ s # <<>> => View(s)[Len(View(s))] = UserView(Last(s))
<1> DEFINE V == {UserView(f) : f \in Frames}
<1>1. DOMAIN s = 1..Len(s) /\ Len(s) \in Nat /\ \A i \in 1..Len(s) : s[i] \in Frames
  OBVIOUS
<1>2. DOMAIN View(s) = 1..Len(s) /\ \A i \in 1..Len(s) : View(s)[i] = UserView(s[i])
  BY <1>1 DEF View
<1>3. \A i \in 1..Len(s) : UserView(s[i]) \in V
  BY <1>1
<1>4. View(s) = [i \in 1..Len(s) |-> UserView(s[i])]
  BY <1>1 DEF View
<1> HIDE DEF V
<1>5. View(s) \in Seq(V) /\ Len(View(s)) = Len(s)
  BY <1>1, <1>3, <1>4
<1>6. View(s) = <<>> <=> s = <<>>
  BY <1>1, <1>5
<1>7. s # <<>> => View(s)[Len(View(s))] = UserView(Last(s))
  BY <1>1, <1>2, <1>5, TopIsFrame DEF Last
<1> QED BY <1>2, <1>5, <1>6, <1>7 DEF V

\* If a call is added, its view is.
LEMMA ViewOfPushed ==
  ASSUME NEW s \in Seq(Frames), NEW f \in Frames
  PROVE  View(Append(s, f)) = Append(View(s), UserView(f))
<1> DEFINE r == Append(s, f)
           v == Append(View(s), UserView(f))
           V == {UserView(g) : g \in Frames}
<1>1. /\ r \in Seq(Frames) /\ Len(r) = Len(s) + 1 /\ Len(s) \in Nat
      /\ r[Len(s) + 1] = f /\ \A i \in 1..Len(s) : r[i] = s[i]
  OBVIOUS
<1>2. UserView(f) \in V
  OBVIOUS
<1>3. View(s) \in Seq(V) /\ Len(View(s)) = Len(s) /\ \A i \in 1..Len(s) : View(s)[i] = UserView(s[i])
  BY ViewOfStack
<1> HIDE DEF V
<1>4. /\ v \in Seq(V) /\ Len(v) = Len(s) + 1
      /\ v[Len(s) + 1] = UserView(f) /\ \A i \in 1..Len(s) : v[i] = UserView(s[i])
  BY <1>1, <1>2, <1>3
<1> HIDE DEF r, v
<1>5. View(r) \in Seq(V) /\ Len(View(r)) = Len(r) /\ \A i \in 1..Len(r) : View(r)[i] = UserView(r[i])
  BY <1>1, ViewOfStack DEF V
<1>6. \A i \in 1..Len(s) + 1 : View(r)[i] = v[i]
  <2> SUFFICES ASSUME NEW i \in 1..Len(s) + 1 PROVE View(r)[i] = v[i]
    OBVIOUS
  <2>1. i = Len(s) + 1 \/ i \in 1..Len(s)
    BY <1>1
  <2> QED BY <1>1, <1>4, <1>5, <2>1
<1>7. View(r) = v
  BY <1>1, <1>4, <1>5, <1>6
<1> QED BY <1>7 DEF r, v

\* If one is taken away, its view is.
LEMMA ViewOfPopped ==
  ASSUME NEW s \in Seq(Frames), s # <<>>
  PROVE  View(SubSeq(s, 1, Len(s) - 1)) = SubSeq(View(s), 1, Len(View(s)) - 1)
<1> DEFINE r == SubSeq(s, 1, Len(s) - 1)
           v == SubSeq(View(s), 1, Len(View(s)) - 1)
           V == {UserView(g) : g \in Frames}
<1>1. /\ r \in Seq(Frames) /\ Len(r) = Len(s) - 1 /\ Len(s) \in Nat \ {0}
      /\ \A i \in 1..Len(s) - 1 : r[i] = s[i]
  OBVIOUS
<1>2. View(s) \in Seq(V) /\ Len(View(s)) = Len(s) /\ \A i \in 1..Len(s) : View(s)[i] = UserView(s[i])
  BY ViewOfStack
<1> HIDE DEF V
<1>3. v \in Seq(V) /\ Len(v) = Len(s) - 1 /\ \A i \in 1..Len(s) - 1 : v[i] = UserView(s[i])
  BY <1>1, <1>2
<1> HIDE DEF r, v
<1>4. View(r) \in Seq(V) /\ Len(View(r)) = Len(r) /\ \A i \in 1..Len(r) : View(r)[i] = UserView(r[i])
  BY <1>1, ViewOfStack DEF V
<1>5. \A i \in 1..Len(s) - 1 : View(r)[i] = v[i]
  BY <1>1, <1>3, <1>4
<1>6. View(r) = v
  BY <1>1, <1>3, <1>4, <1>5
<1> QED BY <1>6 DEF r, v

\* If the top call changes, its view does.
LEMMA ViewOfChanged ==
  ASSUME NEW s \in Seq(Frames), s # <<>>, NEW f \in Frames
  PROVE  View([s EXCEPT ![Len(s)] = f]) = [View(s) EXCEPT ![Len(View(s))] = UserView(f)]
<1> DEFINE r == [s EXCEPT ![Len(s)] = f]
<1>1. /\ DOMAIN r = 1..Len(s) /\ DOMAIN s = 1..Len(s) /\ Len(s) \in 1..Len(s) /\ r[Len(s)] = f
      /\ \A i \in 1..Len(s) : i # Len(s) => r[i] = s[i]
  OBVIOUS
<1> HIDE DEF r
<1>2. View(r) = [i \in 1..Len(s) |-> UserView(r[i])] /\ View(s) = [i \in 1..Len(s) |-> UserView(s[i])]
  BY <1>1 DEF View
<1>3. Len(View(s)) = Len(s)
  BY ViewOfStack
<1>4. View(r) = [View(s) EXCEPT ![Len(s)] = UserView(f)]
  BY <1>1, <1>2
<1> QED BY <1>3, <1>4 DEF r

\* If the view of the top call is the same, nothing is to be seen.
LEMMA ViewKept ==
  ASSUME NEW s \in Seq(Frames), s # <<>>, NEW f \in Frames, UserView(f) = UserView(Last(s))
  PROVE  View([s EXCEPT ![Len(s)] = f]) = View(s)
<1>1. View([s EXCEPT ![Len(s)] = f]) = [View(s) EXCEPT ![Len(View(s))] = UserView(f)]
  BY ViewOfChanged
<1>2. View(s)[Len(View(s))] = UserView(f) /\ View(s) \in Seq({UserView(g) : g \in Frames})
  BY ViewOfStack
<1> QED BY <1>1, <1>2

\* If one stack changes, so does its view and no other.
LEMMA SeenChanges ==
  ASSUME Inv, NEW t \in Task, NEW s, task' = [task EXCEPT ![t] = s]
  PROVE  /\ Seen' = [Seen EXCEPT ![t] = View(s)] /\ Seen[t] = View(task[t])
         /\ View(s) = View(task[t]) => Seen' = Seen
<1>1. \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
  BY DEF Inv, TypeInv
<1>2. /\ Seen' = [u \in Task |-> View(task'[u])] /\ Seen = [u \in Task |-> View(task[u])]
  BY DEF Seen, View
<1> QED BY <1>1, <1>2

\* What module OnceSpec says of the user's view, in the words of this module.
LEMMA UserWords ==
    /\ (UNCHANGED User!uvars) <=> state' = state /\ Seen' = Seen
    /\ \A t, r : User!Gets(t, r) <=>
         Seen' = [Seen EXCEPT ![t] = [@ EXCEPT ![Len(Seen[t])] = [pc |-> "returning", res |-> r]]]
    /\ \A t, op, o : User!Invoke(t, op, o) <=>
         /\ \/ Seen[t] = <<>> /\ op \in Ops
            \/ User!Is(t, "running") /\ op = "run"
         /\ Seen' = [Seen EXCEPT ![t] = Append(@, [pc |-> "pending", op |-> op, on |-> o])]
         /\ state' = state
    /\ \A t : User!UReturn(t) <=>
         /\ User!Is(t, "returning")
         /\ Seen' = [Seen EXCEPT ![t] = SubSeq(@, 1, Len(@) - 1)]
         /\ state' = state
    /\ \A t : User!Start(t) <=>
         /\ User!Is(t, "pending") /\ state[User!Top(t).on] = "new"
         /\ state' = [state EXCEPT ![User!Top(t).on] = "running"]
         /\ Seen' = [Seen EXCEPT ![t] = [@ EXCEPT ![Len(Seen[t])] = [pc |-> "running", on |-> User!Top(t).on]]]
<1>1. (UNCHANGED User!uvars) <=> state' = state /\ Seen' = Seen
  BY DEF User!uvars, Seen, View
<1>2. ASSUME NEW t, NEW r
      PROVE  User!Gets(t, r) <=>
               Seen' = [Seen EXCEPT ![t] = [@ EXCEPT ![Len(Seen[t])] = [pc |-> "returning", res |-> r]]]
  BY DEF User!Gets, User!With, Seen, View
<1>3. ASSUME NEW t, NEW op, NEW o
      PROVE  User!Invoke(t, op, o) <=>
               /\ \/ Seen[t] = <<>> /\ op \in Ops
                  \/ User!Is(t, "running") /\ op = "run"
               /\ Seen' = [Seen EXCEPT ![t] = Append(@, [pc |-> "pending", op |-> op, on |-> o])]
               /\ state' = state
  BY DEF User!Invoke, Seen, View
<1>4. ASSUME NEW t
      PROVE  User!UReturn(t) <=>
               /\ User!Is(t, "returning")
               /\ Seen' = [Seen EXCEPT ![t] = SubSeq(@, 1, Len(@) - 1)]
               /\ state' = state
  BY DEF User!UReturn, Seen, View
<1>5. ASSUME NEW t
      PROVE  User!Start(t) <=>
               /\ User!Is(t, "pending") /\ state[User!Top(t).on] = "new"
               /\ state' = [state EXCEPT ![User!Top(t).on] = "running"]
               /\ Seen' = [Seen EXCEPT ![t] = [@ EXCEPT ![Len(Seen[t])] = [pc |-> "running", on |-> User!Top(t).on]]]
  BY DEF User!Start, User!With, Seen, View
<1> QED BY <1>1, <1>2, <1>3, <1>4, <1>5

\* The user's top of a stack is the view of ours, and runs what ours runs.
LEMMA UserTops ==
  ASSUME Inv, NEW t \in Task
  PROVE  /\ \A pc : User!Is(t, pc) <=> task[t] # <<>> /\ UserView(Last(task[t])).pc = pc
         /\ task[t] # <<>> => User!Top(t) = UserView(Last(task[t]))
         /\ \A o : User!Runs(t, o) <=> RunsIn(task[t], o)
<1>1. Seen[t] = View(task[t]) /\ task[t] \in Seq(Frames)
  BY StackOf DEF Seen
<1>2. /\ \A pc : User!Is(t, pc) <=> Seen[t] # <<>> /\ User!Top(t).pc = pc
      /\ User!Top(t) = Seen[t][Len(Seen[t])]
      /\ \A o : User!Runs(t, o) <=> \E i \in DOMAIN Seen[t] : Seen[t][i] = [pc |-> "running", on |-> o]
  BY DEF User!Is, User!Top, User!Runs, Seen, View
<1>3. task[t] # <<>> => User!Top(t) = UserView(Last(task[t]))
  BY <1>1, <1>2, ViewOfStack
<1>4. \A pc : User!Is(t, pc) <=> task[t] # <<>> /\ UserView(Last(task[t])).pc = pc
  BY <1>1, <1>2, <1>3, ViewOfStack
<1>5. \A f \in Frames : \A o : UserView(f) = [pc |-> "running", on |-> o] <=> f.pc = "running" /\ f.on = o
  <2> SUFFICES ASSUME NEW f \in Frames, NEW o
               PROVE  UserView(f) = [pc |-> "running", on |-> o] <=> f.pc = "running" /\ f.on = o
    OBVIOUS
  <2>1. CASE f.pc = "running"
    BY <2>1, ViewKinds
  <2>2. CASE f.pc # "running"
    <3>1. UserView(f).pc # "running"
      BY <2>2, FrameKinds, ViewKinds
    <3> QED BY <2>2, <3>1
  <2> QED BY <2>1, <2>2
<1>6. ASSUME NEW o PROVE User!Runs(t, o) <=> RunsIn(task[t], o)
  <2>1. User!Runs(t, o) <=> \E i \in 1..Len(task[t]) : UserView(task[t][i]) = [pc |-> "running", on |-> o]
    BY <1>1, <1>2, ViewOfStack
  <2>2. \A i \in 1..Len(task[t]) : task[t][i] \in Frames
    BY <1>1
  <2> QED BY <1>5, <2>1, <2>2 DEF RunsIn
<1> QED BY <1>3, <1>4, <1>6

\* A call that is called, parked or woken is pending to its user.
LEMMA PendingIs ==
  ASSUME Inv, NEW t \in Task, task[t] # <<>>, Last(task[t]).pc \in {"called", "parked", "woken"}
  PROVE  User!Is(t, "pending") /\ User!Top(t).on = Last(task[t]).on /\ User!Top(t).op = Last(task[t]).op
<1>1. UserView(Last(task[t])) = [pc |-> "pending", op |-> Last(task[t]).op, on |-> Last(task[t]).on]
  BY ViewKinds
<1> QED BY <1>1, UserTops

\* One that runs, runs; one that is done returns.
LEMMA RunningIs ==
  ASSUME Inv, NEW t \in Task, task[t] # <<>>
  PROVE  /\ Last(task[t]).pc = "running" => User!Is(t, "running") /\ User!Top(t).on = Last(task[t]).on
         /\ Last(task[t]).pc = "done" => User!Is(t, "returning")
<1>1. CASE Last(task[t]).pc = "running"
  <2>1. UserView(Last(task[t])) = [pc |-> "running", on |-> Last(task[t]).on]
    BY <1>1, ViewKinds
  <2> QED BY <1>1, <2>1, UserTops
<1>2. CASE Last(task[t]).pc = "done"
  <2>1. UserView(Last(task[t])) = [pc |-> "returning", res |-> Last(task[t]).res]
    BY <1>2, ViewKinds
  <2> QED BY <1>2, <2>1, UserTops
<1> QED BY <1>1, <1>2

\* A call that gets its result gets it before the user's eyes.
LEMMA FinishRefines ==
  ASSUME Inv, NEW t \in Task, NEW r \in Result, Finish(t, r), task[t] # <<>>
  PROVE  User!Gets(t, r)
<1> DEFINE s == [task[t] EXCEPT ![Len(task[t])] = Done(r)]
<1>1. task' = [task EXCEPT ![t] = s]
  BY DEF Finish, With
<1>2. Done(r) \in Frames /\ UserView(Done(r)) = [pc |-> "returning", res |-> r]
  BY FramesMade, ViewKinds
<1>3. View(s) = [View(task[t]) EXCEPT ![Len(View(task[t]))] = [pc |-> "returning", res |-> r]]
  BY <1>2, StackOf, ViewOfChanged
<1> HIDE DEF s
<1>4. Seen' = [Seen EXCEPT ![t] = View(s)] /\ Seen[t] = View(task[t])
  BY <1>1, SeenChanges
<1>5. Seen' = [Seen EXCEPT ![t] = [Seen[t] EXCEPT ![Len(Seen[t])] = [pc |-> "returning", res |-> r]]]
  BY <1>3, <1>4
<1> QED BY <1>5, UserWords

\* A call is an invocation.
LEMMA CallRefines ==
  ASSUME Inv, NEW t \in Task, NEW op \in AllOps, NEW o \in Once, Call(t, op, o)
  PROVE  User!Invoke(t, op, o) /\ op \in Ops
<1> DEFINE f == Called(op, o)
           s == Append(task[t], f)
<1>1. f \in Frames /\ UserView(f) = [pc |-> "pending", op |-> op, on |-> o]
  BY FramesMade, ViewKinds
<1> HIDE DEF f
<1>5. s = <<f>>
  BY <1>1 DEF Call
<1>2. task[t] = <<>> /\ op \in Ops /\ task' = [task EXCEPT ![t] = s] /\ state' = state
  BY <1>5 DEF Call, f
<1>3. View(s) = Append(View(task[t]), UserView(f)) /\ View(task[t]) = <<>>
  BY <1>1, <1>2, StackOf, ViewOfPushed, ViewOfStack
<1> HIDE DEF s
<1>4. Seen' = [Seen EXCEPT ![t] = View(s)] /\ Seen[t] = View(task[t])
  BY <1>2, SeenChanges
<1> QED BY <1>1, <1>2, <1>3, <1>4, UserWords

\* So is one from within a function.
LEMMA NestRefines ==
  ASSUME Inv, NEW t \in Task, NEW o \in Once, Nest(t, o)
  PROVE  User!Invoke(t, "run", o)
<1> DEFINE f == Called("run", o)
           s == Append(task[t], f)
<1>1. f \in Frames /\ UserView(f) = [pc |-> "pending", op |-> "run", on |-> o]
  BY FramesMade, ViewKinds DEF AllOps
<1>2. /\ task[t] # <<>> /\ Last(task[t]).pc = "running"
      /\ task' = [task EXCEPT ![t] = s] /\ state' = state
  BY Tops DEF Nest, At
<1> HIDE DEF f
<1>3. View(s) = Append(View(task[t]), UserView(f)) /\ User!Is(t, "running")
  BY <1>1, <1>2, StackOf, ViewOfPushed, RunningIs
<1> HIDE DEF s
<1>4. Seen' = [Seen EXCEPT ![t] = View(s)] /\ Seen[t] = View(task[t])
  BY <1>2, SeenChanges
<1> QED BY <1>1, <1>2, <1>3, <1>4, UserWords

\* A return is one, to whomever.
LEMMA ReturnRefines ==
  ASSUME Inv, NEW t \in Task, NEW r \in Result, Return(t, r) \/ Back(t, r)
  PROVE  User!UReturn(t)
<1> DEFINE s == SubSeq(task[t], 1, Len(task[t]) - 1)
<1>1. task[t] # <<>> /\ Last(task[t]).pc = "done" /\ state' = state
  BY StackOf, FramesMade DEF Return, Back, Top, Last
<1>2. task' = [task EXCEPT ![t] = s]
  <2>1. CASE Return(t, r)
    <3>1. s = <<>>
      BY <2>1, StackOf DEF Return
    <3> QED BY <2>1, <3>1 DEF Return
  <2>2. CASE Back(t, r)
    BY <2>2 DEF Back, Pop
  <2> QED BY <2>1, <2>2
<1>3. View(s) = SubSeq(View(task[t]), 1, Len(View(task[t])) - 1)
  BY <1>1, StackOf, ViewOfPopped
<1> HIDE DEF s
<1>4. Seen' = [Seen EXCEPT ![t] = View(s)] /\ Seen[t] = View(task[t])
  BY <1>2, SeenChanges
<1> QED BY <1>1, <1>3, <1>4, RunningIs, UserWords

\* To begin to run the function is a Start.
LEMMA BeginRefines ==
  ASSUME Inv, NEW t \in Task, Begin(t)
  PROVE  User!Start(t)
<1> DEFINE p == Last(task[t]).on
           f == [pc |-> "running", op |-> Last(task[t]).op, on |-> p]
           s == [task[t] EXCEPT ![Len(task[t])] = f]
<1>1. task[t] # <<>> /\ Last(task[t]).pc = "called" /\ state[p] = "new" /\ state' = [state EXCEPT ![p] = "running"]
  BY Tops DEF Begin, At
<1>2. f \in Frames /\ UserView(f) = [pc |-> "running", on |-> p]
  BY <1>1, StackOf, FrameKinds, FramesMade, ViewKinds
<1>3. task' = [task EXCEPT ![t] = s]
  BY <1>1, StackOf, FrameKinds, Tops DEF Begin, With
<1>4. User!Is(t, "pending") /\ User!Top(t).on = p
  BY <1>1, PendingIs
<1> HIDE DEF f, p
<1>5. View(s) = [View(task[t]) EXCEPT ![Len(View(task[t]))] = UserView(f)]
  BY <1>1, <1>2, StackOf, ViewOfChanged
<1> HIDE DEF s
<1>6. Seen' = [Seen EXCEPT ![t] = View(s)] /\ Seen[t] = View(task[t])
  BY <1>3, SeenChanges
<1> QED BY <1>1, <1>2, <1>4, <1>5, <1>6, UserWords

\* To pass is a Join.
LEMMA SkipRefines ==
  ASSUME Inv, NEW t \in Task, Skip(t)
  PROVE  User!Join(t)
<1>1. /\ task[t] # <<>> /\ Last(task[t]).pc = "called" /\ Ended(Last(task[t]).on) /\ state' = state
      /\ Finish(t, Outcome(Last(task[t]).on))
  BY Tops DEF Skip, At
<1>2. Outcome(Last(task[t]).on) \in Result
  BY DEF Outcome, Result
<1>3. User!Gets(t, Outcome(Last(task[t]).on))
  BY <1>1, <1>2, FinishRefines
<1>4. User!Is(t, "pending") /\ User!Top(t).on = Last(task[t]).on
  BY <1>1, PendingIs
<1> QED BY <1>1, <1>3, <1>4 DEF User!Join, User!Ended, Ended, Outcome

\* To go on after having waited is one as well.
LEMMA ResumeRefines ==
  ASSUME Inv, NEW t \in Task, Resume(t)
  PROVE  User!Join(t)
<1>1. /\ task[t] # <<>> /\ Last(task[t]).pc = "woken" /\ state' = state
      /\ Finish(t, Last(task[t]).res)
  BY Tops DEF Resume, At
<1>2. Ended(Last(task[t]).on) /\ Last(task[t]).res = Outcome(Last(task[t]).on)
  BY <1>1 DEF Inv, WokenAreTold, Told, At
<1>3. Last(task[t]).res \in Result
  BY <1>2 DEF Outcome, Result
<1>4. User!Gets(t, Last(task[t]).res)
  BY <1>1, <1>3, FinishRefines
<1>5. User!Is(t, "pending") /\ User!Top(t).on = Last(task[t]).on
  BY <1>1, PendingIs
<1> QED BY <1>1, <1>2, <1>4, <1>5 DEF User!Join, User!Ended, Ended, Outcome

\* Both modules count alike.
LEMMA SameCount == User!Cardinality(Once) = Cardinality(Once)
  BY DEF User!Cardinality, Cardinality

\* What makes a refusal.
LEMMA RefuseIs ==
  ASSUME NEW t, User!Is(t, "pending"), User!Gets(t, "deadlock"), state' = state,
         \E m \in 1..Cardinality(Once) : \E c \in [1..m -> Task] :
            /\ User!Runs(c[1], User!Top(t).on) /\ c[m] = t
            /\ \A i \in 1..m-1 : User!Is(c[i], "pending") /\ User!Runs(c[i+1], User!Top(c[i]).on)
  PROVE  User!Refuse(t)
  BY SameCount DEF User!Refuse

\* A refusal as deadlock is one that the user may see: the chain is there for him too.
LEMMA DeadlockRefines ==
  ASSUME Inv, NEW t \in Task, Deadlock(t)
  PROVE  User!Refuse(t)
<1> DEFINE p == Last(task[t]).on
<1>1. /\ task[t] # <<>> /\ Last(task[t]).pc = "called" /\ state[p] = "running" /\ state' = state
      /\ Finish(t, "deadlock") /\ Circle(t, p)
  BY Tops DEF Deadlock, At
<1>2. User!Gets(t, "deadlock")
  BY <1>1, FinishRefines DEF Result
<1>3. User!Is(t, "pending") /\ User!Top(t).on = p
  BY <1>1, PendingIs
<1>4. p \in Once
  BY <1>1, StackOf, FrameKinds
<1> HIDE DEF p
<1>5. PICK n \in 1..Cardinality(Once) : \E chain \in [1..n -> Task] :
        /\ chain[1] = runner[p] /\ chain[n] = t
        /\ \A i \in 1..n-1 : Is(chain[i], "parked") /\ runner[On(chain[i])] = chain[i+1]
  BY <1>1 DEF Circle
<1>6. PICK chain \in [1..n -> Task] :
        /\ chain[1] = runner[p] /\ chain[n] = t
        /\ \A i \in 1..n-1 : Is(chain[i], "parked") /\ runner[On(chain[i])] = chain[i+1]
  BY <1>5
<1>7. User!Runs(chain[1], p)
  <2>1. chain[1] \in Task /\ RunsIn(task[chain[1]], p)
    BY <1>1, <1>4, <1>6 DEF Inv, RunnerRuns
  <2> QED BY <2>1, UserTops
<1>8. ASSUME NEW i \in 1..n-1 PROVE User!Is(chain[i], "pending") /\ User!Runs(chain[i+1], User!Top(chain[i]).on)
  <2>1. n \in Nat /\ i \in 1..n
    BY <1>8
  <2>2. chain[i] \in Task
    BY <2>1
  <2> DEFINE c == chain[i]
             o == Last(task[c]).on
  <2>3. task[c] # <<>> /\ Last(task[c]).pc = "parked" /\ runner[o] = chain[i+1]
    BY <1>6, <1>8, Tops DEF At
  <2>4. o \in Once /\ ParksAt(task[c], o)
    BY <2>2, <2>3, StackOf, FrameKinds DEF ParksAt, At
  <2>5. User!Is(c, "pending") /\ User!Top(c).on = o
    BY <2>2, <2>3, PendingIs
  <2> HIDE DEF o
  <2>6. state[o] = "running"
    BY <2>2, <2>4 DEF Inv, ParkedWhereItRuns
  <2>7. chain[i+1] \in Task /\ RunsIn(task[chain[i+1]], o)
    BY <2>3, <2>4, <2>6 DEF Inv, RunnerRuns
  <2>8. User!Runs(chain[i+1], o)
    BY <2>7, UserTops
  <2> QED BY <2>5, <2>8
<1>9. \E m \in 1..Cardinality(Once) : \E c \in [1..m -> Task] :
        /\ User!Runs(c[1], User!Top(t).on) /\ c[m] = t
        /\ \A i \in 1..m-1 : User!Is(c[i], "pending") /\ User!Runs(c[i+1], User!Top(c[i]).on)
  BY <1>3, <1>6, <1>7, <1>8
<1> QED BY <1>1, <1>2, <1>3, <1>9, RefuseIs

\* Nobody sees that a task parks.
LEMMA ParkRefines ==
  ASSUME Inv, NEW t \in Task, Park(t)
  PROVE  UNCHANGED User!uvars
<1> DEFINE f == [pc |-> "parked", op |-> Last(task[t]).op, on |-> Last(task[t]).on]
           s == [task[t] EXCEPT ![Len(task[t])] = f]
<1>1. task[t] # <<>> /\ Last(task[t]).pc = "called" /\ state' = state
  BY Tops DEF Park, At
<1>2. f \in Frames /\ UserView(f) = UserView(Last(task[t]))
  BY <1>1, StackOf, FrameKinds, FramesMade, ViewKinds
<1>3. task' = [task EXCEPT ![t] = s]
  BY <1>1, StackOf, FrameKinds, Tops DEF Park, With
<1> HIDE DEF f
<1>4. View(s) = View(task[t])
  BY <1>1, <1>2, StackOf, ViewKept
<1> HIDE DEF s
<1>5. Seen' = Seen
  BY <1>3, <1>4, SeenChanges
<1> QED BY <1>1, <1>5, UserWords

\* An interrupted call gives up, on entry and in the queue.
LEMMA GiveUpRefines ==
  ASSUME Inv, NEW t \in Task, RefuseInterrupted(t) \/ \E why \in {"interrupted"} : Withdraw(t, why)
  PROVE  User!GiveUp(t)
<1>1. /\ task[t] # <<>> /\ Last(task[t]).pc \in {"called", "parked"} /\ Last(task[t]).op = "runInterruptibly"
      /\ Finish(t, "interrupted") /\ state' = state
  BY Tops DEF RefuseInterrupted, Withdraw, At
<1>2. User!Gets(t, "interrupted")
  BY <1>1, FinishRefines DEF Result
<1>3. User!Is(t, "pending") /\ User!Top(t).op = "runInterruptibly"
  BY <1>1, PendingIs
<1> QED BY <1>1, <1>2, <1>3 DEF User!GiveUp

\* When a function ends the user sees that its own call returns, and not that others are woken.
LEMMA ReleaseRefines ==
  ASSUME Inv, NEW t \in Task, Is(t, "running"), NEW mine \in Result, NEW theirs \in {"ok", "failed"},
         Release(t, mine, theirs)
  PROVE  User!Is(t, "running") /\ User!Top(t).on = On(t) /\ User!Gets(t, mine)
<1> DEFINE p == Last(task[t]).on
           s == [task[t] EXCEPT ![Len(task[t])] = Done(mine)]
<1>1. task[t] # <<>> /\ Last(task[t]).pc = "running" /\ On(t) = p
  BY Tops DEF At
<1>2. User!Is(t, "running") /\ User!Top(t).on = p
  BY <1>1, RunningIs
<1>3. Done(mine) \in Frames /\ UserView(Done(mine)) = [pc |-> "returning", res |-> mine]
  BY FramesMade, ViewKinds
<1>4. View(s) = [View(task[t]) EXCEPT ![Len(View(task[t]))] = [pc |-> "returning", res |-> mine]]
  BY <1>1, <1>3, StackOf, ViewOfChanged
<1>5. task'[t] = s
  BY Released
<1>6. ASSUME NEW u \in Task, u # t PROVE View(task'[u]) = View(task[u])
  <2> DEFINE w == [pc |-> "woken", op |-> Last(task[u]).op, on |-> p, res |-> theirs]
  <2>1. CASE ParksAt(task[u], p)
    <3>1. task'[u] = [task[u] EXCEPT ![Len(task[u])] = w]
      BY <1>6, <2>1, Released
    <3>2. task[u] # <<>> /\ Last(task[u]).pc = "parked" /\ Last(task[u]).on = p
      BY <2>1 DEF ParksAt, At
    <3>3. w \in Frames /\ UserView(w) = UserView(Last(task[u]))
      BY <3>2, StackOf, FrameKinds, FramesMade, ViewKinds
    <3> HIDE DEF w
    <3> QED BY <3>1, <3>2, <3>3, StackOf, ViewKept
  <2>2. CASE ~ParksAt(task[u], p)
    BY <1>6, <2>2, Released
  <2> QED BY <2>1, <2>2
<1> HIDE DEF s
<1>7. /\ Seen' = [u \in Task |-> View(task'[u])] /\ Seen = [u \in Task |-> View(task[u])]
  BY DEF Seen, View
<1>8. Seen' = [Seen EXCEPT ![t] = [Seen[t] EXCEPT ![Len(Seen[t])] = [pc |-> "returning", res |-> mine]]]
  BY <1>4, <1>5, <1>6, <1>7
<1> QED BY <1>1, <1>2, <1>8, UserWords

\* So a function that returns or throws is a Stop.
LEMMA StopRefines ==
  ASSUME Inv, NEW t \in Task, End(t) \/ Fail(t)
  PROVE  User!Stop(t)
<1>1. "ok" \in Result /\ "failed" \in Result
  BY DEF Result
<1>2. CASE End(t)
  <2>1. Is(t, "running") /\ Release(t, "ok", "ok") /\ state' = [state EXCEPT ![On(t)] = "done"]
    BY <1>2 DEF End
  <2>2. User!Is(t, "running") /\ User!Top(t).on = On(t) /\ User!Gets(t, "ok")
    BY <1>1, <2>1, ReleaseRefines
  <2> QED BY <2>1, <2>2 DEF User!Stop
<1>3. CASE Fail(t)
  <2> DEFINE theirs == IF On(t) \in Memo THEN "failed" ELSE "ok"
  <2>1. /\ Is(t, "running") /\ Release(t, "failed", theirs) /\ theirs \in {"ok", "failed"}
        /\ state' = [state EXCEPT ![On(t)] = IF On(t) \in Memo THEN "failed" ELSE "done"]
    BY <1>3 DEF Fail
  <2> HIDE DEF theirs
  <2>2. User!Is(t, "running") /\ User!Top(t).on = On(t) /\ User!Gets(t, "failed")
    BY <1>1, <2>1, ReleaseRefines
  <2> QED BY <2>1, <2>2 DEF User!Stop
<1> QED BY <1>2, <1>3

\* Every step is one that the user may see, or none.
LEMMA NextRefines == Inv /\ [Next]_vars => [User!UNext]_(User!uvars)
<1> SUFFICES ASSUME Inv, [Next]_vars PROVE User!UNext \/ UNCHANGED User!uvars
  OBVIOUS
<1>1. ASSUME NEW t \in Task, NEW op \in AllOps, NEW o \in Once, Call(t, op, o) PROVE User!UNext
  <2>1. User!Invoke(t, op, o) /\ op \in Ops
    BY <1>1, CallRefines
  <2> QED BY <2>1 DEF User!UNext
<1>2. ASSUME NEW t \in Task, NEW o \in Once, Nest(t, o) PROVE User!UNext
  <2>1. User!Invoke(t, "run", o)
    BY <1>2, NestRefines
  <2> QED BY <2>1 DEF User!UNext
<1>3. ASSUME NEW t \in Task, NEW r \in Result, Return(t, r) \/ Back(t, r) PROVE User!UNext
  <2>1. User!UReturn(t)
    BY <1>3, ReturnRefines
  <2> QED BY <2>1 DEF User!UNext
<1>4. ASSUME NEW t \in Task,
             User!Start(t) \/ User!Stop(t) \/ User!Join(t) \/ User!Refuse(t) \/ User!GiveUp(t)
      PROVE  User!UNext
  BY <1>4 DEF User!UNext
<1>5. ASSUME NEW t \in Task,
             \/ Begin(t) \/ Skip(t) \/ Deadlock(t) \/ End(t) \/ Fail(t) \/ RefuseInterrupted(t) \/ Resume(t)
             \/ \E why \in {"interrupted"} : Withdraw(t, why)
      PROVE  User!UNext
  BY <1>4, <1>5, BeginRefines, SkipRefines, DeadlockRefines, StopRefines, GiveUpRefines, ResumeRefines
<1>6. ASSUME NEW t \in Task, Park(t) PROVE UNCHANGED User!uvars
  BY <1>6, ParkRefines
<1>7. CASE UNCHANGED vars
  <2>1. state' = state /\ Seen' = Seen
    BY <1>7 DEF vars, Seen, View
  <2> QED BY <2>1, UserWords
<1>8. CASE Next
  BY <1>1, <1>2, <1>3, <1>5, <1>6, <1>8 DEF Next
<1> QED BY <1>7, <1>8

\* The start is the start.
LEMMA InitRefines == Init => User!UInit
<1> SUFFICES ASSUME Init PROVE User!UInit
  OBVIOUS
<1>1. \A t \in Task : View(task[t]) = <<>>
  BY EmptyStack, ViewOfStack DEF Init
<1>2. Seen = [t \in Task |-> <<>>]
  BY <1>1 DEF Seen
<1>3. User!UInit <=> state = [o \in Once |-> "new"] /\ Seen = [t \in Task |-> <<>>]
  BY DEF User!UInit, Seen, View
<1> QED BY <1>2, <1>3 DEF Init

\* Every behaviour of the machine is one of the Onces that its user knows.
THEOREM Refinement == Spec => OnceAndForAll
  BY InitRefines, NextRefines, AlwaysInv, PTL DEF Spec, OnceAndForAll, User!Spec
=============================================================================
