---------------------------- MODULE Channel_proof ----------------------------
(***************************************************************************)
(* What TLC checks of module Channel for small models is proved here for   *)
(* any tasks, any values and any capacity, and for the nil channel: the    *)
(* invariant Inv, hence the safety invariants (theorem Safety); and that   *)
(* the machine is a channel as its user knows it (theorem Refinement).     *)
(*                                                                         *)
(* Inv is IndInv of module ChannelInd without the bounds that TLC needs.   *)
(* For each action there is a lemma that its step keeps Inv and one that   *)
(* it is a step of ChannelSpec, or none.                                   *)
(*                                                                         *)
(* Assumed: what module Channel assumes of its constants; for Refinement   *)
(* also that no value is one of the two words that say that a channel is   *)
(* closed.                                                                 *)
(***************************************************************************)
EXTENDS Channel, Queues_proof

\* The operations that may park.
Blocking == (SendOps \cup RecvOps) \ TryOps

\* What a task can be doing.
Operands   == Val \cup {None}
TaskStates == [pc : {"idle"}]
              \cup [pc : {"called"}, op : Ops, val : Operands]
              \cup [pc : {"parked"}, op : Ops \cap Blocking, val : Operands]
              \cup [pc : {"woken"}, op : Ops \cap Blocking, val : Operands, res : Result]
              \cup [pc : {"done"}, res : Result]

TypeInv == /\ buf \in Seq(Val) /\ Len(buf) <= Cap
           /\ closed \in BOOLEAN
           /\ sendq \in Seq(Task) /\ recvq \in Seq(Task)
           /\ task \in [Task -> TaskStates]

\* A send has a value.
SendsHaveValues ==
    \A t \in Task : task[t].pc \in {"called", "parked", "woken"} /\ task[t].op \in SendOps =>
        task[t].val \in Val

\* The queues hold exactly the parked tasks, each once; those of the nil channel hold nobody.
QueuesMatch ==
    /\ Nil => ~closed /\ sendq = <<>> /\ recvq = <<>>
    /\ ~Nil => /\ Distinct(sendq) /\ Distinct(recvq)
               /\ \A t \in Task : /\ t \in Members(sendq) <=> Sending(t)
                                  /\ t \in Members(recvq) <=> Receiving(t)

Inv == TypeInv /\ SendsHaveValues /\ QueuesMatch /\ NobodyParkedCouldProceed

\* The assumption of module Channel, with a name.
ASSUME ConstantsAreSuch == /\ Cap \in Nat /\ Nil \in BOOLEAN /\ Ops \subseteq AllOps
                           /\ Nil => Cap = 0

USE DEF Idle, Called, Done, Calls, Finish, Woken, Park, Parked, Complete

\* Which operations are which.
LEMMA OpKinds ==
    /\ SendOps \cap RecvOps = {}
    /\ \A op : op \in Blocking <=> (op \in SendOps \/ op \in RecvOps) /\ op \notin TryOps
    /\ \A op : op \in TryOps <=> op \in {"trySend", "tryRecv"}
    /\ "trySend" \in SendOps /\ "tryRecv" \in RecvOps
    /\ "close" \notin SendOps /\ "close" \notin RecvOps
    /\ "len" \notin SendOps /\ "len" \notin RecvOps
  BY DEF SendOps, RecvOps, TryOps, Blocking

\* What is a result.
LEMMA Results ==
    /\ Val \subseteq Result
    /\ {"sent", "closed", "not ready", "interrupted", "timed out", "ok",
        SentOnClosed, ClosedTwice, ClosedNil} \subseteq Result
    /\ \A n \in 0..Cap : ToString(n) \in Result
  BY DEF Result

\* What the records of tasks look like.
LEMMA StateKinds ==
    /\ Idle \in TaskStates
    /\ \A op \in Ops, v \in Operands : Called(op, v) \in TaskStates
    /\ \A r \in Result : Done(r) \in TaskStates
    /\ \A op \in Ops \cap Blocking, v \in Operands :
         /\ [pc |-> "parked", op |-> op, val |-> v] \in TaskStates
         /\ \A r \in Result : [pc |-> "woken", op |-> op, val |-> v, res |-> r] \in TaskStates
    /\ \A s \in TaskStates :
         /\ s.pc \in {"idle", "called", "parked", "woken", "done"}
         /\ s.pc = "idle" => s = Idle
         /\ s.pc \in {"called", "parked", "woken"} => s.op \in Ops /\ s.val \in Operands
         /\ s.pc \in {"parked", "woken"} => s.op \in Blocking
         /\ s.pc \in {"woken", "done"} => s.res \in Result
         /\ s.pc = "called" => [s EXCEPT !.pc = "parked"] = [pc |-> "parked", op |-> s.op, val |-> s.val]
  BY DEF TaskStates

\* The invariant holds at the start.
LEMMA InitInv == Init => Inv
  BY EmptyQueue, ConstantsAreSuch, StateKinds
  DEF Init, Inv, TypeInv, SendsHaveValues, QueuesMatch, NobodyParkedCouldProceed, Sending, Receiving

\* A queue is empty exactly if nobody is parked for it.
LEMMA EmptyMeansNobody ==
  ASSUME Inv, ~Nil
  PROVE  /\ sendq = <<>> <=> \A u \in Task : ~Sending(u)
         /\ recvq = <<>> <=> \A u \in Task : ~Receiving(u)
<1>1. \A q \in Seq(Task) : q = <<>> <=> \A u \in Task : u \notin Members(q)
  BY EmptyQueue, NobodyInEmpty, MembersOfSeq
<1> QED BY <1>1 DEF Inv, TypeInv, QueuesMatch

\* A step in which nobody parks or is woken keeps the invariant.
LEMMA QuietStep ==
  ASSUME Inv, NEW t \in Task, task[t].pc # "parked",
         NEW s \in TaskStates, s.pc # "parked",
         s.pc \in {"called", "woken"} /\ s.op \in SendOps => s.val \in Val,
         task' = [task EXCEPT ![t] = s],
         UNCHANGED <<closed, sendq, recvq>>,
         buf' \in Seq(Val), Len(buf') <= Cap,
         buf' = buf \/ \A u \in Task : ~Sending(u) /\ ~Receiving(u)
  PROVE  Inv'
<1>1. TypeInv'
  BY DEF Inv, TypeInv
<1>2. \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
  BY DEF Inv, TypeInv
<1>3. \A u \in Task : (Sending(u)' <=> Sending(u)) /\ (Receiving(u)' <=> Receiving(u))
  BY <1>2 DEF Sending, Receiving
<1>4. SendsHaveValues'
  BY <1>2 DEF Inv, SendsHaveValues
<1>5. QueuesMatch'
  BY <1>3 DEF Inv, QueuesMatch
<1>6. NobodyParkedCouldProceed'
  BY <1>3 DEF Inv, NobodyParkedCouldProceed, SendBlocked, RecvBlocked
<1> QED BY <1>1, <1>4, <1>5, <1>6 DEF Inv

\* So does one in which a task finishes and nothing else happens.
LEMMA FinishStep ==
  ASSUME Inv, NEW t \in Task, task[t].pc # "parked", NEW r \in Result, Finish(t, r),
         UNCHANGED <<buf, closed, sendq, recvq>>
  PROVE  Inv'
<1>1. Done(r) \in TaskStates /\ Done(r).pc = "done"
  BY StateKinds
<1>2. buf' \in Seq(Val) /\ Len(buf') <= Cap
  BY DEF Inv, TypeInv
<1> QED BY <1>1, <1>2, QuietStep

\* A call keeps the invariant.
LEMMA CallStep ==
  ASSUME Inv, NEW t \in Task, NEW op \in AllOps, NEW v \in Val \cup {None}, Call(t, op, v)
  PROVE  Inv'
<1>1. Called(op, v) \in TaskStates
  BY StateKinds DEF Call, Operands
<1>2. buf' \in Seq(Val) /\ Len(buf') <= Cap
  BY DEF Inv, TypeInv, Call
<1> QED BY <1>1, <1>2, QuietStep DEF Call

\* A return keeps it.
LEMMA ReturnStep ==
  ASSUME Inv, NEW t \in Task, NEW r \in Result, Return(t, r)
  PROVE  Inv'
<1>1. buf' \in Seq(Val) /\ Len(buf') <= Cap
  BY DEF Inv, TypeInv, Return
<1> QED BY <1>1, StateKinds, QuietStep DEF Return

\* A send into the buffer keeps it: nobody is parked then.
LEMMA SendBufferStep ==
  ASSUME Inv, NEW t \in Task, SendBuffer(t)
  PROVE  Inv'
<1>1. task[t].val \in Val
  BY DEF SendBuffer, Inv, SendsHaveValues
<1>2. ~Nil
  BY ConstantsAreSuch DEF SendBuffer, Inv, TypeInv
<1>3. buf' \in Seq(Val) /\ Len(buf') <= Cap
  BY <1>1, ConstantsAreSuch DEF SendBuffer, Inv, TypeInv
<1>4. \A u \in Task : ~Sending(u) /\ ~Receiving(u)
  BY <1>2, EmptyMeansNobody, ConstantsAreSuch DEF SendBuffer, Inv, TypeInv, NobodyParkedCouldProceed, SendBlocked
<1>5. Done("sent") \in TaskStates
  BY StateKinds, Results
<1> QED BY <1>3, <1>4, <1>5, QuietStep DEF SendBuffer

\* If something is buffered nobody waits to receive.
LEMMA BufferedMeansNotNil ==
  ASSUME Inv, buf # <<>>
  PROVE  ~Nil /\ \A u \in Task : ~Receiving(u)
  BY ConstantsAreSuch DEF Inv, TypeInv, NobodyParkedCouldProceed, RecvBlocked

\* A receive from the buffer keeps it: nobody is parked then.
LEMMA RecvBufferStep ==
  ASSUME Inv, NEW t \in Task, RecvBuffer(t)
  PROVE  Inv'
<1>1. buf' \in Seq(Val) /\ Len(buf') <= Cap /\ Head(buf) \in Val
  BY ConstantsAreSuch DEF RecvBuffer, Inv, TypeInv
<1>2. \A u \in Task : ~Sending(u) /\ ~Receiving(u)
  BY BufferedMeansNotNil, EmptyMeansNobody DEF RecvBuffer
<1>3. Done(Head(buf)) \in TaskStates
  BY <1>1, StateKinds, Results
<1> QED BY <1>1, <1>2, <1>3, QuietStep DEF RecvBuffer

\* Asking for the length keeps it.
LEMMA LengthStep ==
  ASSUME Inv, NEW t \in Task, Length(t)
  PROVE  Inv'
<1>1. Len(buf) \in 0..Cap
  BY ConstantsAreSuch DEF Inv, TypeInv
<1> QED BY <1>1, Results, FinishStep DEF Length

\* The steps that only tell an operation its result keep it.
LEMMA FinishingSteps ==
  ASSUME Inv, NEW t \in Task,
         \/ SendClosed(t) \/ SendNotReady(t) \/ RecvClosed(t) \/ RecvNotReady(t)
         \/ CloseClosed(t) \/ CloseNil(t) \/ RefuseInterrupted(t)
  PROVE  Inv'
<1>1. CASE SendClosed(t)
  BY <1>1, Results, FinishStep DEF SendClosed
<1>2. CASE SendNotReady(t)
  BY <1>2, Results, FinishStep DEF SendNotReady
<1>3. CASE RecvClosed(t)
  BY <1>3, Results, FinishStep DEF RecvClosed
<1>4. CASE RecvNotReady(t)
  BY <1>4, Results, FinishStep DEF RecvNotReady
<1>5. CASE CloseClosed(t)
  BY <1>5, Results, FinishStep DEF CloseClosed
<1>6. CASE CloseNil(t)
  BY <1>6, Results, FinishStep DEF CloseNil
<1>7. CASE RefuseInterrupted(t)
  BY <1>7, Results, FinishStep DEF RefuseInterrupted
<1> QED BY <1>1, <1>2, <1>3, <1>4, <1>5, <1>6, <1>7

\* Resuming keeps it.
LEMMA ResumeStep ==
  ASSUME Inv, NEW t \in Task, Resume(t)
  PROVE  Inv'
<1>1. task[t].res \in Result
  BY StateKinds DEF Resume, Inv, TypeInv
<1> QED BY <1>1, FinishStep DEF Resume

\* A step that completes the head of a queue keeps it.
LEMMA CompleteStep ==
  ASSUME Inv, NEW t \in Task, task[t].pc = "called", NEW w \in Task,
         NEW r \in Result, NEW rw \in Result, Complete(t, r, w, rw), UNCHANGED closed,
         buf' \in Seq(Val), Len(buf') <= Cap, ~Nil,
         \/ /\ recvq # <<>> /\ w = Head(recvq) /\ recvq' = Tail(recvq) /\ UNCHANGED <<buf, sendq>>
         \/ /\ sendq # <<>> /\ w = Head(sendq) /\ sendq' = Tail(sendq) /\ UNCHANGED recvq
            /\ Len(buf') = Len(buf)
  PROVE  Inv'
<1>1. task[w].pc = "parked" /\ w # t
  BY TailOfQueue DEF Inv, TypeInv, QueuesMatch, Sending, Receiving
<1>2. Woken(w, rw) \in TaskStates /\ Done(r) \in TaskStates
  <2>1. task[w].op \in Ops \cap Blocking /\ task[w].val \in Operands
    BY <1>1, StateKinds DEF Inv, TypeInv
  <2> QED BY <2>1, StateKinds
<1>4. /\ task' \in [Task -> TaskStates]
      /\ \A u \in Task : task'[u] = IF u = t THEN Done(r) ELSE IF u = w THEN Woken(w, rw) ELSE task[u]
  <2> DEFINE x == Done(r)
             y == Woken(w, rw)
  <2>1. task' = [task EXCEPT ![t] = x, ![w] = y] /\ task \in [Task -> TaskStates]
    BY DEF Inv, TypeInv
  <2>2. x \in TaskStates /\ y \in TaskStates
    BY <1>2
  <2> HIDE DEF x, y
  <2>3. /\ task' \in [Task -> TaskStates]
        /\ \A u \in Task : task'[u] = IF u = t THEN x ELSE IF u = w THEN y ELSE task[u]
    BY <1>1, <2>1, <2>2, ChangedTwice
  <2> QED BY <2>3 DEF x, y
<1>3. task' \in [Task -> TaskStates]
  BY <1>4
<1>5. sendq' \in Seq(Task) /\ recvq' \in Seq(Task)
  BY TailOfQueue DEF Inv, TypeInv
<1>6. \A u \in Task : /\ Sending(u)' <=> Sending(u) /\ u # w
                      /\ Receiving(u)' <=> Receiving(u) /\ u # w
  BY <1>1, <1>4 DEF Sending, Receiving
<1>7. SendsHaveValues'
  BY <1>1, <1>4 DEF Inv, SendsHaveValues
<1>8. QueuesMatch'
  <2>1. CASE recvq # <<>> /\ w = Head(recvq) /\ recvq' = Tail(recvq) /\ UNCHANGED <<buf, sendq>>
    <3>1. ~Sending(w)
      BY <2>1, TailOfQueue, OpKinds DEF Inv, TypeInv, QueuesMatch, Sending, Receiving
    <3> QED BY <2>1, <3>1, <1>6, TailOfQueue DEF Inv, TypeInv, QueuesMatch
  <2>2. CASE sendq # <<>> /\ w = Head(sendq) /\ sendq' = Tail(sendq) /\ UNCHANGED recvq
    <3>1. ~Receiving(w)
      BY <2>2, TailOfQueue, OpKinds DEF Inv, TypeInv, QueuesMatch, Sending, Receiving
    <3> QED BY <2>2, <3>1, <1>6, TailOfQueue DEF Inv, TypeInv, QueuesMatch
  <2> QED BY <2>1, <2>2
<1>9. NobodyParkedCouldProceed'
  <2>1. CASE recvq # <<>> /\ w = Head(recvq) /\ recvq' = Tail(recvq) /\ UNCHANGED <<buf, sendq>>
    <3>1. \A u \in Task : ~Sending(u)
      BY <2>1 DEF Inv, NobodyParkedCouldProceed, SendBlocked
    <3> QED BY <2>1, <3>1, <1>6 DEF Inv, NobodyParkedCouldProceed, RecvBlocked
  <2>2. CASE sendq # <<>> /\ w = Head(sendq) /\ sendq' = Tail(sendq) /\ UNCHANGED recvq /\ Len(buf') = Len(buf)
    <3>1. \A u \in Task : ~Receiving(u)
      BY <2>2 DEF Inv, NobodyParkedCouldProceed, RecvBlocked
    <3> QED BY <2>2, <3>1, <1>6 DEF Inv, NobodyParkedCouldProceed, SendBlocked
  <2> QED BY <2>1, <2>2
<1> QED BY <1>3, <1>5, <1>7, <1>8, <1>9 DEF Inv, TypeInv

\* A send that hands its value over keeps it.
LEMMA SendHandOffStep ==
  ASSUME Inv, NEW t \in Task, SendHandOff(t)
  PROVE  Inv'
<1>1. ~Nil /\ buf' \in Seq(Val) /\ Len(buf') <= Cap
  BY DEF SendHandOff, Inv, TypeInv, QueuesMatch
<1>2. task[t].val \in Result /\ "sent" \in Result
  BY Results DEF SendHandOff, Inv, SendsHaveValues
<1>3. Head(recvq) \in Task
  BY TailOfQueue DEF SendHandOff, Inv, TypeInv
<1> QED BY <1>1, <1>2, <1>3, CompleteStep DEF SendHandOff

\* The head of the queue of senders is a sender with a value, and the channel is open.
LEMMA HeadSends ==
  ASSUME Inv, sendq # <<>>
  PROVE  /\ ~Nil /\ ~closed /\ Head(sendq) \in Task /\ Sending(Head(sendq))
         /\ task[Head(sendq)].val \in Val
<1>1. Head(sendq) \in Task /\ Sending(Head(sendq)) /\ ~Nil
  BY TailOfQueue DEF Inv, TypeInv, QueuesMatch
<1> QED BY <1>1 DEF Inv, NobodyParkedCouldProceed, Sending, SendsHaveValues

\* A receive that makes room for a sender keeps it.
LEMMA RecvRefillStep ==
  ASSUME Inv, NEW t \in Task, RecvRefill(t)
  PROVE  Inv'
<1>1. task[Head(sendq)].val \in Val /\ Head(sendq) \in Task /\ ~Nil
  BY HeadSends DEF RecvRefill
<1>2. buf' \in Seq(Val) /\ Len(buf') = Len(buf) /\ Len(buf') <= Cap /\ Head(buf) \in Val
  BY <1>1 DEF RecvRefill, Inv, TypeInv
<1> QED BY <1>1, <1>2, Results, CompleteStep DEF RecvRefill

\* A receive that takes its value from a sender keeps it.
LEMMA RecvHandOffStep ==
  ASSUME Inv, NEW t \in Task, RecvHandOff(t)
  PROVE  Inv'
<1>1. task[Head(sendq)].val \in Val /\ Head(sendq) \in Task /\ ~Nil
  BY HeadSends DEF RecvHandOff
<1>2. buf' \in Seq(Val) /\ Len(buf') = Len(buf) /\ Len(buf') <= Cap
  BY DEF RecvHandOff, Inv, TypeInv
<1> QED BY <1>1, <1>2, Results, CompleteStep DEF RecvHandOff

\* A step that parks a task that cannot proceed keeps it.
LEMMA ParkStep ==
  ASSUME Inv, NEW t \in Task, task[t].pc = "called", Park(t), UNCHANGED <<buf, closed>>, ~closed,
         \/ /\ task[t].op \in SendOps \ TryOps /\ SendBlocked
            /\ sendq' = (IF Nil THEN sendq ELSE Append(sendq, t)) /\ UNCHANGED recvq
         \/ /\ task[t].op \in RecvOps \ TryOps /\ RecvBlocked
            /\ recvq' = (IF Nil THEN recvq ELSE Append(recvq, t)) /\ UNCHANGED sendq
  PROVE  Inv'
<1> DEFINE s == [pc |-> "parked", op |-> task[t].op, val |-> task[t].val]
<1>1. s \in TaskStates /\ Parked(t) = s
  BY StateKinds, OpKinds DEF Inv, TypeInv
<1>2. task' \in [Task -> TaskStates] /\ \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
  BY <1>1 DEF Inv, TypeInv
<1>3. ~Sending(t) /\ ~Receiving(t)
  BY DEF Sending, Receiving
<1>4. \A u \in Task : /\ Sending(u)' <=> Sending(u) \/ (u = t /\ task[t].op \in SendOps)
                      /\ Receiving(u)' <=> Receiving(u) \/ (u = t /\ task[t].op \in RecvOps)
  BY <1>2, <1>3 DEF Sending, Receiving
<1>5. SendsHaveValues'
  BY <1>2 DEF Inv, SendsHaveValues
<1>6. sendq' \in Seq(Task) /\ recvq' \in Seq(Task)
  <2>1. /\ sendq \in Seq(Task) /\ Append(sendq, t) \in Seq(Task)
        /\ recvq \in Seq(Task) /\ Append(recvq, t) \in Seq(Task)
    BY DEF Inv, TypeInv
  <2> QED BY <2>1
<1>7. QueuesMatch'
  <2>1. CASE Nil
    BY <2>1 DEF Inv, QueuesMatch
  <2>2. CASE ~Nil /\ task[t].op \in SendOps \ TryOps /\ sendq' = Append(sendq, t) /\ UNCHANGED recvq
    <3>1. t \notin Members(sendq) /\ task[t].op \notin RecvOps
      BY <2>2, <1>3, OpKinds DEF Inv, QueuesMatch
    <3>2. sendq \in Seq(Task) /\ Distinct(sendq)
      BY <2>2 DEF Inv, TypeInv, QueuesMatch
    <3>3. Members(sendq') = Members(sendq) \cup {t} /\ Distinct(sendq')
      BY <2>2, <3>1, <3>2, AppendToQueue
    <3> QED BY <2>2, <3>1, <3>3, <1>4 DEF Inv, QueuesMatch
  <2>3. CASE ~Nil /\ task[t].op \in RecvOps \ TryOps /\ recvq' = Append(recvq, t) /\ UNCHANGED sendq
    <3>1. t \notin Members(recvq) /\ task[t].op \notin SendOps
      BY <2>3, <1>3, OpKinds DEF Inv, QueuesMatch
    <3>2. recvq \in Seq(Task) /\ Distinct(recvq)
      BY <2>3 DEF Inv, TypeInv, QueuesMatch
    <3>3. Members(recvq') = Members(recvq) \cup {t} /\ Distinct(recvq')
      BY <2>3, <3>1, <3>2, AppendToQueue
    <3> QED BY <2>3, <3>1, <3>3, <1>4 DEF Inv, QueuesMatch
  <2> QED BY <2>1, <2>2, <2>3
<1>8. NobodyParkedCouldProceed'
  <2>1. CASE Nil
    BY <2>1 DEF Inv, NobodyParkedCouldProceed, SendBlocked, RecvBlocked
  <2>2. CASE ~Nil /\ task[t].op \in SendOps \ TryOps /\ SendBlocked /\ UNCHANGED recvq
    <3>1. task[t].op \notin RecvOps /\ \A u \in Task : ~Receiving(u)
      BY <2>2, EmptyMeansNobody, OpKinds DEF SendBlocked
    <3> QED BY <2>2, <3>1, <1>4 DEF Inv, NobodyParkedCouldProceed, SendBlocked
  <2>3. CASE ~Nil /\ task[t].op \in RecvOps \ TryOps /\ RecvBlocked /\ UNCHANGED sendq
    <3>1. task[t].op \notin SendOps /\ \A u \in Task : ~Sending(u)
      BY <2>3, EmptyMeansNobody, OpKinds DEF RecvBlocked
    <3> QED BY <2>3, <3>1, <1>4 DEF Inv, NobodyParkedCouldProceed, RecvBlocked
  <2> QED BY <2>1, <2>2, <2>3
<1> QED BY <1>2, <1>5, <1>6, <1>7, <1>8 DEF Inv, TypeInv

\* Both parking steps are such.
LEMMA ParkingSteps ==
  ASSUME Inv, NEW t \in Task, SendPark(t) \/ RecvPark(t)
  PROVE  Inv'
  BY ParkStep DEF SendPark, RecvPark

\* A close keeps it: nobody is parked afterwards.
LEMMA CloseStep ==
  ASSUME Inv, NEW t \in Task, Close(t)
  PROVE  Inv'
<1>1. /\ Range(sendq) = Members(sendq) /\ Range(recvq) = Members(recvq)
      /\ Members(sendq) \subseteq Task /\ Members(recvq) \subseteq Task
  BY MembersOfSeq DEF Range, Members, Inv, TypeInv
<1>2. \A u \in Task : /\ u \in Members(sendq) <=> Sending(u)
                      /\ u \in Members(recvq) <=> Receiving(u)
  BY DEF Close, Inv, QueuesMatch
<1>3. \A u \in Task : task'[u] = IF u = t THEN Done("ok")
                                 ELSE IF Receiving(u) THEN Woken(u, "closed")
                                 ELSE IF Sending(u) THEN Woken(u, SentOnClosed) ELSE task[u]
  BY <1>1, <1>2 DEF Close
<1>4. \A u \in Task : task'[u] \in TaskStates
  <2> SUFFICES ASSUME NEW u \in Task PROVE task'[u] \in TaskStates
    OBVIOUS
  <2>1. task[u] \in TaskStates
    BY DEF Inv, TypeInv
  <2>2. CASE Sending(u) \/ Receiving(u)
    <3>1. task[u].op \in Ops \cap Blocking /\ task[u].val \in Operands
      BY <2>1, <2>2, StateKinds DEF Sending, Receiving
    <3>2. Woken(u, "closed") \in TaskStates /\ Woken(u, SentOnClosed) \in TaskStates
      BY <3>1, StateKinds, Results
    <3>3. Done("ok") \in TaskStates
      BY StateKinds, Results
    <3> QED BY <1>3, <2>2, <3>2, <3>3
  <2>3. CASE ~Sending(u) /\ ~Receiving(u)
    BY <1>3, <2>1, <2>3, StateKinds, Results
  <2> QED BY <2>2, <2>3
<1>5. task' \in [Task -> TaskStates]
  BY <1>4 DEF Close
<1>6. \A u \in Task : task[u].pc = "parked" => Sending(u) \/ Receiving(u)
  BY StateKinds, OpKinds DEF Inv, TypeInv, Sending, Receiving
<1>7. \A u \in Task : ~Sending(u)' /\ ~Receiving(u)'
  BY <1>3, <1>6 DEF Sending, Receiving
<1>8. SendsHaveValues'
  BY <1>3 DEF Inv, SendsHaveValues, Sending, Receiving
<1> QED BY <1>5, <1>7, <1>8, EmptyQueue DEF Close, Inv, TypeInv, QueuesMatch, NobodyParkedCouldProceed

\* A withdrawal keeps it.
LEMMA WithdrawStep ==
  ASSUME Inv, NEW t \in Task, NEW why \in {"interrupted", "timed out"}, Withdraw(t, why)
  PROVE  Inv'
<1>1. sendq' = Without(sendq, t) /\ recvq' = Without(recvq, t)
  BY DEF Withdraw, Without
<1>2. /\ sendq' \in Seq(Task) /\ Members(sendq') = Members(sendq) \ {t}
      /\ Distinct(sendq) => Distinct(sendq')
  BY <1>1, RemoveFromQueue DEF Inv, TypeInv
<1>3. /\ recvq' \in Seq(Task) /\ Members(recvq') = Members(recvq) \ {t}
      /\ Distinct(recvq) => Distinct(recvq')
  BY <1>1, RemoveFromQueue DEF Inv, TypeInv
<1>4. /\ task' \in [Task -> TaskStates]
      /\ \A u \in Task : task'[u] = IF u = t THEN Done(why) ELSE task[u]
  BY StateKinds, Results DEF Inv, TypeInv, Withdraw
<1>5. \A u \in Task : /\ Sending(u)' <=> Sending(u) /\ u # t
                      /\ Receiving(u)' <=> Receiving(u) /\ u # t
  BY <1>4 DEF Sending, Receiving
<1>6. SendsHaveValues'
  BY <1>4 DEF Inv, SendsHaveValues
<1>7. (sendq = <<>> => sendq' = <<>>) /\ (recvq = <<>> => recvq' = <<>>)
  BY <1>2, <1>3, EmptyQueue, NobodyInEmpty
<1>8. QueuesMatch'
  BY <1>2, <1>3, <1>5, <1>7 DEF Inv, QueuesMatch, Withdraw
<1>9. NobodyParkedCouldProceed'
  BY <1>5, <1>7 DEF Inv, NobodyParkedCouldProceed, SendBlocked, RecvBlocked, Withdraw
<1> QED BY <1>2, <1>3, <1>4, <1>6, <1>8, <1>9 DEF Inv, TypeInv, Withdraw

\* So does a step that changes nothing.
LEMMA StutterStep ==
  ASSUME Inv, UNCHANGED vars
  PROVE  Inv'
  BY DEF vars, Inv, TypeInv, SendsHaveValues, QueuesMatch, NobodyParkedCouldProceed, SendBlocked, RecvBlocked,
     Sending, Receiving

\* Every step keeps the invariant.
LEMMA NextInv == Inv /\ [Next]_vars => Inv'
<1> SUFFICES ASSUME Inv, [Next]_vars PROVE Inv'
  OBVIOUS
<1>1. ASSUME NEW t \in Task, Section(t) PROVE Inv'
  BY <1>1, SendBufferStep, RecvBufferStep, LengthStep, FinishingSteps, SendHandOffStep, RecvRefillStep,
     RecvHandOffStep, ParkingSteps, CloseStep DEF Section
<1>2. CASE Next
  BY <1>1, <1>2, CallStep, ReturnStep, FinishingSteps, WithdrawStep, ResumeStep DEF Next
<1> QED BY <1>2, StutterStep

\* The invariant holds always.
THEOREM AlwaysInv == Spec => []Inv
  BY InitInv, NextInv, PTL DEF Spec

\* The invariant implies those of module Channel.
LEMMA InvImplies ==
  ASSUME Inv
  PROVE  /\ CapacityBound /\ OneQueueEmpty /\ BufferedMeansNoReceiver /\ RoomMeansNoSender
         /\ ClosedLeavesNoWaiter /\ QueuedIffParked
<1>1. CapacityBound
  BY DEF Inv, TypeInv, CapacityBound
<1>2. CASE Nil
  <2>1. ~closed /\ sendq = <<>> /\ recvq = <<>>
    BY <1>2 DEF Inv, QueuesMatch
  <2> QED BY <1>1, <1>2, <2>1 DEF OneQueueEmpty, BufferedMeansNoReceiver, RoomMeansNoSender, ClosedLeavesNoWaiter,
                                  QueuedIffParked
<1>3. CASE ~Nil
  <2>1. OneQueueEmpty
    BY <1>3, EmptyMeansNobody DEF Inv, NobodyParkedCouldProceed, SendBlocked, OneQueueEmpty
  <2>2. BufferedMeansNoReceiver
    BY <1>3, EmptyMeansNobody DEF Inv, NobodyParkedCouldProceed, RecvBlocked, BufferedMeansNoReceiver
  <2>3. RoomMeansNoSender
    BY <1>3, EmptyMeansNobody, ConstantsAreSuch DEF Inv, TypeInv, NobodyParkedCouldProceed, SendBlocked, RoomMeansNoSender
  <2>4. \A u \in Task : task[u].pc = "parked" => Sending(u) \/ Receiving(u)
    BY StateKinds, OpKinds DEF Inv, TypeInv, Sending, Receiving
  <2>5. ClosedLeavesNoWaiter
    BY <2>4 DEF Inv, NobodyParkedCouldProceed, ClosedLeavesNoWaiter
  <2>6. /\ Range(sendq) = Members(sendq) /\ Range(recvq) = Members(recvq)
        /\ Members(sendq) \subseteq Task /\ Members(recvq) \subseteq Task
    BY MembersOfSeq DEF Range, Members, Inv, TypeInv
  <2>7. QueuedIffParked
    BY <1>3, <2>6 DEF Inv, QueuesMatch, QueuedIffParked, Distinct
  <2> QED BY <1>1, <2>1, <2>2, <2>3, <2>5, <2>7
<1> QED BY <1>2, <1>3

\* What module Channel promises of states holds always.
THEOREM Safety ==
    Spec => [](/\ CapacityBound /\ OneQueueEmpty /\ BufferedMeansNoReceiver /\ RoomMeansNoSender
               /\ ClosedLeavesNoWaiter /\ QueuedIffParked /\ NobodyParkedCouldProceed)
<1>1. Inv => /\ CapacityBound /\ OneQueueEmpty /\ BufferedMeansNoReceiver /\ RoomMeansNoSender
             /\ ClosedLeavesNoWaiter /\ QueuedIffParked /\ NobodyParkedCouldProceed
  BY InvImplies DEF Inv
<1> QED BY <1>1, AlwaysInv, PTL
-----------------------------------------------------------------------------
\* Or else a receive of such a value would look like one that finds the channel closed.
ASSUME ValuesAreNotWords == {"closed", SentOnClosed} \cap Val = {}

\* What a woken task was told: a close is final, and the buffer of a channel that has told so stays empty.
OutcomeInv ==
    \A t \in Task : task[t].pc = "woken" =>
        /\ task[t].op \in SendOps => task[t].res = "sent" \/ (task[t].res = SentOnClosed /\ closed)
        /\ task[t].op \in RecvOps => task[t].res \in Val \/ (task[t].res = "closed" /\ closed /\ buf = <<>>)

\* This holds at the start.
LEMMA InitOutcome == Init => OutcomeInv
  BY DEF Init, OutcomeInv

\* Who changes when two tasks meet.
LEMMA CompleteChanges ==
  ASSUME Inv, NEW t \in Task, NEW w \in Task, w # t, NEW r, NEW rw, Complete(t, r, w, rw)
  PROVE  \A u \in Task : task'[u] = IF u = w THEN Woken(w, rw) ELSE IF u = t THEN Done(r) ELSE task[u]
<1> DEFINE x == Done(r)
           y == Woken(w, rw)
<1>1. task' = [task EXCEPT ![t] = x, ![w] = y] /\ task \in [Task -> TaskStates]
  BY DEF Inv, TypeInv
<1> HIDE DEF x, y
<1>2. \A u \in Task : task'[u] = IF u = w THEN y ELSE IF u = t THEN x ELSE task[u]
  BY <1>1, ChangedTwice
<1> QED BY <1>2 DEF x, y

\* The head of the queue of receivers is a receiver, and nothing is buffered.
LEMMA HeadReceives ==
  ASSUME Inv, recvq # <<>>
  PROVE  /\ ~Nil /\ ~closed /\ Head(recvq) \in Task /\ Receiving(Head(recvq)) /\ buf = <<>>
<1>1. Head(recvq) \in Task /\ Receiving(Head(recvq)) /\ ~Nil
  BY TailOfQueue DEF Inv, TypeInv, QueuesMatch
<1> QED BY <1>1 DEF Inv, NobodyParkedCouldProceed, RecvBlocked

\* A hand-over keeps it.
LEMMA HandOffOutcome ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, SendHandOff(t) \/ RecvHandOff(t) \/ RecvRefill(t)
  PROVE  OutcomeInv'
<1>1. CASE SendHandOff(t)
  <2>1. /\ Head(recvq) \in Task /\ Head(recvq) # t /\ task[Head(recvq)].op \in RecvOps
        /\ task[Head(recvq)].op \notin SendOps /\ task[t].val \in Val
    BY <1>1, HeadReceives, OpKinds DEF SendHandOff, Receiving, Inv, SendsHaveValues
  <2>2. \A u \in Task : task'[u] = IF u = Head(recvq) THEN Woken(u, task[t].val) ELSE IF u = t THEN Done("sent") ELSE task[u]
    BY <1>1, <2>1, CompleteChanges DEF SendHandOff
  <2> QED BY <1>1, <2>1, <2>2 DEF SendHandOff, OutcomeInv
<1>2. CASE RecvHandOff(t) \/ RecvRefill(t)
  <2>1. /\ Head(sendq) \in Task /\ Head(sendq) # t /\ task[Head(sendq)].op \in SendOps
        /\ task[Head(sendq)].op \notin RecvOps /\ ~closed
    BY <1>2, HeadSends, OpKinds DEF RecvHandOff, RecvRefill, Sending
  <2>2. \E r : \A u \in Task : task'[u] = IF u = Head(sendq) THEN Woken(u, "sent") ELSE IF u = t THEN Done(r) ELSE task[u]
    BY <1>2, <2>1, CompleteChanges DEF RecvHandOff, RecvRefill
  <2> QED BY <1>2, <2>1, <2>2 DEF RecvHandOff, RecvRefill, OutcomeInv
<1> QED BY <1>1, <1>2

\* Who changes in a close.
LEMMA CloseChanges ==
  ASSUME Inv, NEW t \in Task, Close(t)
  PROVE  \A u \in Task : task'[u] = IF u = t THEN Done("ok")
                                    ELSE IF Receiving(u) THEN Woken(u, "closed")
                                    ELSE IF Sending(u) THEN Woken(u, SentOnClosed) ELSE task[u]
<1>1. /\ Range(sendq) = Members(sendq) /\ Range(recvq) = Members(recvq)
      /\ Members(sendq) \subseteq Task /\ Members(recvq) \subseteq Task
  BY MembersOfSeq DEF Range, Members, Inv, TypeInv
<1>2. \A u \in Task : /\ u \in Members(sendq) <=> Sending(u)
                      /\ u \in Members(recvq) <=> Receiving(u)
  BY DEF Close, Inv, QueuesMatch
<1> QED BY <1>1, <1>2 DEF Close

\* A close keeps it.
LEMMA CloseOutcome ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, Close(t)
  PROVE  OutcomeInv'
<1>1. \A u \in Task : task'[u] = IF u = t THEN Done("ok")
                                 ELSE IF Receiving(u) THEN Woken(u, "closed")
                                 ELSE IF Sending(u) THEN Woken(u, SentOnClosed) ELSE task[u]
  BY CloseChanges
<1>2. closed' /\ buf' = buf /\ ~Nil
  BY DEF Close
<1>3. \A u \in Task : Receiving(u) => buf = <<>>
  BY <1>2 DEF Inv, NobodyParkedCouldProceed, RecvBlocked
<1>4. \A u \in Task : ~(Receiving(u) /\ Sending(u)) /\ (Receiving(u) => task[u].op \notin SendOps)
                      /\ (Sending(u) => task[u].op \notin RecvOps)
  BY OpKinds DEF Receiving, Sending
<1> QED BY <1>1, <1>2, <1>3, <1>4 DEF OutcomeInv

\* A step in which nobody is woken keeps it.
LEMMA OneTaskOutcome ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, NEW s, s.pc # "woken", task' = [task EXCEPT ![t] = s], UNCHANGED closed,
         closed /\ buf = <<>> => buf' = <<>>
  PROVE  OutcomeInv'
<1>1. \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
  BY DEF Inv, TypeInv
<1> QED BY <1>1 DEF OutcomeInv

\* The record of a task that parks.
LEMMA ParkedIsParked ==
  ASSUME Inv, NEW t \in Task, task[t].pc = "called"
  PROVE  Parked(t) = [pc |-> "parked", op |-> task[t].op, val |-> task[t].val]
  BY StateKinds DEF Inv, TypeInv

\* Every critical section keeps it.
LEMMA SectionOutcome ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, Section(t)
  PROVE  OutcomeInv'
<1>1. CASE SendClosed(t) \/ SendNotReady(t) \/ RecvClosed(t) \/ RecvNotReady(t) \/ CloseClosed(t) \/ CloseNil(t) \/ Length(t)
  BY <1>1, OneTaskOutcome
  DEF SendClosed, SendNotReady, RecvClosed, RecvNotReady, CloseClosed, CloseNil, Length
<1>2. CASE SendBuffer(t)
  BY <1>2, OneTaskOutcome DEF SendBuffer
<1>3. CASE RecvBuffer(t)
  BY <1>3, OneTaskOutcome DEF RecvBuffer
<1>4. CASE SendPark(t) \/ RecvPark(t)
  BY <1>4, OneTaskOutcome, ParkedIsParked DEF SendPark, RecvPark
<1> QED BY <1>1, <1>2, <1>3, <1>4, HandOffOutcome, CloseOutcome DEF Section

\* Every step keeps it.
LEMMA NextOutcome == Inv /\ OutcomeInv /\ [Next]_vars => OutcomeInv'
<1> SUFFICES ASSUME Inv, OutcomeInv, [Next]_vars PROVE OutcomeInv'
  OBVIOUS
<1>1. ASSUME NEW t \in Task, NEW op, NEW v, Call(t, op, v) PROVE OutcomeInv'
  BY <1>1, OneTaskOutcome DEF Call
<1>2. ASSUME NEW t \in Task, NEW r, Return(t, r) PROVE OutcomeInv'
  BY <1>2, OneTaskOutcome DEF Return
<1>3. ASSUME NEW t \in Task, RefuseInterrupted(t) \/ Resume(t) PROVE OutcomeInv'
  BY <1>3, OneTaskOutcome DEF RefuseInterrupted, Resume
<1>4. ASSUME NEW t \in Task, NEW why, Withdraw(t, why) PROVE OutcomeInv'
  BY <1>4, OneTaskOutcome DEF Withdraw
<1>5. CASE UNCHANGED vars
  BY <1>5 DEF vars, OutcomeInv
<1>6. CASE Next
  BY <1>1, <1>2, <1>3, <1>4, <1>6, SectionOutcome DEF Next
<1> QED BY <1>5, <1>6

\* It holds always.
THEOREM AlwaysOutcome == Spec => []OutcomeInv
  BY InitOutcome, NextOutcome, AlwaysInv, PTL DEF Spec

-----------------------------------------------------------------------------
\* What the user sees of a task, as a function of its record.
View(s) == CASE s.pc = "idle"   -> [pc |-> "idle"]
             [] s.pc = "called" -> [pc |-> "pending", op |-> s.op, val |-> s.val]
             [] s.pc = "parked" -> [pc |-> "waiting", op |-> s.op, val |-> s.val]
             [] s.pc = "woken"  -> IF s.res \in {"closed", SentOnClosed}
                                   THEN [pc |-> "waiting", op |-> s.op, val |-> s.val]
                                   ELSE [pc |-> "returning", res |-> s.res]
             [] s.pc = "done"   -> [pc |-> "returning", res |-> s.res]

\* That is what module Channel calls the user's view.
LEMMA Views ==
    /\ \A t : UserView(t) = View(task[t])
    /\ \A t : UserView(t)' = View(task'[t])
  BY DEF UserView, View

\* The views by case.
LEMMA ViewKinds ==
    /\ \A s : s.pc = "called" => View(s) = [pc |-> "pending", op |-> s.op, val |-> s.val]
    /\ \A s : s.pc = "parked" => View(s) = [pc |-> "waiting", op |-> s.op, val |-> s.val]
    /\ \A r : View(Done(r)) = User!Gets(r)
    /\ View(Idle) = User!Ready
  BY DEF View, User!Gets, User!Ready

\* If one task changes then one view does.
LEMMA OneViewChanges ==
  ASSUME Inv, NEW t \in Task, NEW s, task' = [task EXCEPT ![t] = s]
  PROVE  [u \in Task |-> UserView(u)'] = [[u \in Task |-> UserView(u)] EXCEPT ![t] = View(s)]
<1>1. \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
  BY DEF Inv, TypeInv
<1> QED BY <1>1, Views

\* Both modules mean the same operations.
LEMMA OpNames ==
    /\ User!Sends = SendOps /\ User!Receives = RecvOps /\ User!Blocking = Blocking /\ User!Timed = TimedOps
  BY DEF User!Sends, User!Receives, User!Blocking, User!Timed, SendOps, RecvOps, TryOps, Blocking, TimedOps

\* A called operation is pending to its user.
LEMMA PendingIsCalled ==
  ASSUME NEW t \in Task, NEW ops, Calls(t, ops)
  PROVE  User!Pending(t, ops)
<1>1. task[t].pc = "called" /\ task[t].op \in ops
  OBVIOUS
<1>2. UserView(t) = View(task[t])
  BY Views
<1>3. View(task[t]) = [pc |-> "pending", op |-> task[t].op, val |-> task[t].val]
  BY <1>1, ViewKinds
<1> QED BY <1>1, <1>2, <1>3 DEF User!Pending

\* A parked task waits; and while the channel is open nobody else does.
LEMMA WaitingIsParked ==
  ASSUME Inv, OutcomeInv, NEW t \in Task
  PROVE  /\ Sending(t) => User!Waiting(t, SendOps) /\ UserView(t).val = task[t].val
         /\ Receiving(t) => User!Waiting(t, RecvOps)
         /\ ~closed => /\ User!Waiting(t, SendOps) => Sending(t)
                       /\ User!Waiting(t, RecvOps) => Receiving(t)
<1>1. task[t] \in TaskStates
  BY DEF Inv, TypeInv
<1>2. CASE task[t].pc = "parked"
  BY <1>2, Views, ViewKinds DEF User!Waiting, Sending, Receiving
<1>3. CASE task[t].pc # "parked"
  BY <1>1, <1>3, Views, StateKinds, ValuesAreNotWords DEF View, User!Waiting, Sending, Receiving, OutcomeInv, SentOnClosed
<1> QED BY <1>2, <1>3

\* While the channel is open, somebody waits exactly if a queue is not empty.
LEMMA WhoWaits ==
  ASSUME Inv, OutcomeInv, ~closed, ~Nil
  PROVE  /\ User!SendersWait <=> sendq # <<>>
         /\ User!ReceiversWait <=> recvq # <<>>
  BY WaitingIsParked, EmptyMeansNobody, OpNames DEF User!SendersWait, User!ReceiversWait

\* What cannot proceed in the machine cannot proceed to its user.
LEMMA CanProceed ==
  ASSUME Inv, OutcomeInv, ~closed
  PROVE  /\ SendBlocked => ~User!CanSend
         /\ RecvBlocked => ~User!CanReceive
<1>1. CASE Nil
  BY <1>1 DEF User!CanSend, User!CanReceive
<1>2. CASE ~Nil
  <2>1. /\ User!SendersWait <=> sendq # <<>>
        /\ User!ReceiversWait <=> recvq # <<>>
    BY <1>2, WhoWaits
  <2>2. Len(buf) \in Nat /\ Cap \in Nat
    BY ConstantsAreSuch DEF Inv, TypeInv
  <2>3. SendBlocked => ~User!CanSend
    BY <1>2, <2>1, <2>2 DEF SendBlocked, User!CanSend
  <2>4. RecvBlocked => ~User!CanReceive
    BY <1>2, <2>1 DEF RecvBlocked, User!CanReceive
  <2> QED BY <2>3, <2>4
<1> QED BY <1>1, <1>2

\* If a task finishes, its view is that of a result.
LEMMA FinishRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, NEW r, Finish(t, r)
  PROVE  [u \in Task |-> UserView(u)'] = [[u \in Task |-> UserView(u)] EXCEPT ![t] = User!Gets(r)]
  BY OneViewChanges, ViewKinds

\* A call is an invocation.
LEMMA CallRefines ==
  ASSUME Inv, NEW t \in Task, NEW op \in AllOps, NEW v \in Val \cup {None}, Call(t, op, v)
  PROVE  User!Invoke(t, op, v) /\ op \in Ops /\ v \in Val \cup {"-"}
<1>1. [u \in Task |-> UserView(u)'] = [[u \in Task |-> UserView(u)] EXCEPT ![t] = View(Called(op, v))]
  BY OneViewChanges DEF Call
<1>2. View(Called(op, v)) = [pc |-> "pending", op |-> op, val |-> v] /\ UserView(t) = User!Ready
  BY Views, ViewKinds DEF Call
<1> QED BY <1>1, <1>2 DEF User!Invoke, User!Same, Call, None

\* A return is one.
LEMMA ReturnRefines ==
  ASSUME Inv, NEW t \in Task, NEW r, Return(t, r)
  PROVE  User!UReturn(t)
<1>1. [u \in Task |-> UserView(u)'] = [[u \in Task |-> UserView(u)] EXCEPT ![t] = View(Idle)]
  BY OneViewChanges DEF Return
<1>2. View(Idle) = User!Ready /\ UserView(t) = User!Gets(r)
  BY Views, ViewKinds DEF Return
<1> QED BY <1>1, <1>2 DEF User!UReturn, User!Same, User!Gets, Return

\* A send that finds the channel closed is told so.
LEMMA SendClosedRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, SendClosed(t)
  PROVE  User!FindClosed(t)
<1>1. User!Either(t, User!Sends)
  BY PendingIsCalled, OpNames DEF SendClosed, User!Either
<1> QED BY <1>1, FinishRefines DEF SendClosed, User!FindClosed, User!Same, SentOnClosed

\* A receive that finds the channel closed and drained is told so.
LEMMA RecvClosedRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, RecvClosed(t)
  PROVE  User!FindClosed(t)
<1>1. User!Either(t, User!Receives)
  BY PendingIsCalled, OpNames DEF RecvClosed, User!Either
<1> QED BY <1>1, FinishRefines DEF RecvClosed, User!FindClosed, User!Same

\* A send into the buffer is a Put.
LEMMA SendBufferRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, SendBuffer(t)
  PROVE  User!Put(t)
<1>1. User!Pending(t, User!Sends) /\ UserView(t).val = task[t].val
  BY PendingIsCalled, OpNames, Views, ViewKinds DEF SendBuffer
<1>2. ~Nil
  BY ConstantsAreSuch DEF SendBuffer, Inv, TypeInv
<1>3. ~User!ReceiversWait
  BY <1>2, WhoWaits DEF SendBuffer
<1> QED BY <1>1, <1>3, FinishRefines DEF SendBuffer, User!Put

\* A receive from the buffer is a Take.
LEMMA RecvBufferRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, RecvBuffer(t)
  PROVE  User!Take(t)
<1>1. User!Pending(t, User!Receives)
  BY PendingIsCalled, OpNames DEF RecvBuffer
<1>2. User!SendersWait => closed
  BY BufferedMeansNotNil, WhoWaits DEF RecvBuffer
<1> QED BY <1>1, <1>2, FinishRefines DEF RecvBuffer, User!Take

\* Parking is a Wait.
LEMMA ParkRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, SendPark(t) \/ RecvPark(t)
  PROVE  User!Wait(t)
<1>1. [u \in Task |-> UserView(u)'] = [[u \in Task |-> UserView(u)] EXCEPT ![t].pc = "waiting"]
  <2>1. task[t].pc = "called" /\ task' = [task EXCEPT ![t] = Parked(t)]
    BY DEF SendPark, RecvPark
  <2>2. [u \in Task |-> UserView(u)'] = [[u \in Task |-> UserView(u)] EXCEPT ![t] = View(Parked(t))]
    BY <2>1, OneViewChanges
  <2>3. /\ View(Parked(t)) = [pc |-> "waiting", op |-> task[t].op, val |-> task[t].val]
        /\ UserView(t) = [pc |-> "pending", op |-> task[t].op, val |-> task[t].val]
    BY <2>1, ParkedIsParked, Views, ViewKinds
  <2>4. [UserView(t) EXCEPT !.pc = "waiting"] = View(Parked(t))
    BY <2>3
  <2> QED BY <2>2, <2>4
<1>2. \/ SendPark(t) /\ User!Pending(t, User!Blocking \cap User!Sends) /\ ~User!CanSend
      \/ RecvPark(t) /\ User!Pending(t, User!Blocking \cap User!Receives) /\ ~User!CanReceive
  <2>1. CASE SendPark(t)
    <3>1. Calls(t, Blocking \cap SendOps) /\ ~User!CanSend
      BY <2>1, CanProceed, OpKinds DEF SendPark
    <3> QED BY <2>1, <3>1, PendingIsCalled, OpNames
  <2>2. CASE RecvPark(t)
    <3>1. Calls(t, Blocking \cap RecvOps) /\ ~User!CanReceive
      BY <2>2, CanProceed, OpKinds DEF RecvPark
    <3> QED BY <2>2, <3>1, PendingIsCalled, OpNames
  <2> QED BY <2>1, <2>2
<1>3. UNCHANGED <<buf, closed>> /\ ~closed
  BY DEF SendPark, RecvPark
<1> QED BY <1>1, <1>2, <1>3 DEF User!Wait, User!Same

\* A try-operation fails only when it may.
LEMMA NotReadyRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, SendNotReady(t) \/ RecvNotReady(t)
  PROVE  User!NotReady(t)
  BY PendingIsCalled, CanProceed, FinishRefines DEF SendNotReady, RecvNotReady, User!NotReady, User!Same

\* If two tasks meet, two views change.
LEMMA CompleteRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, NEW w \in Task, t # w, NEW r, NEW rw, Complete(t, r, w, rw),
         rw \notin {"closed", SentOnClosed}
  PROVE  [u \in Task |-> UserView(u)'] =
         [[u \in Task |-> UserView(u)] EXCEPT ![t] = User!Gets(r), ![w] = User!Gets(rw)]
<1>1. \A u \in Task : task'[u] = IF u = w THEN Woken(w, rw) ELSE IF u = t THEN Done(r) ELSE task[u]
  BY CompleteChanges
<1>2. View(Woken(w, rw)) = User!Gets(rw) /\ View(Done(r)) = User!Gets(r)
  BY ViewKinds DEF View, User!Gets
<1>3. \A u \in Task : UserView(u)' = IF u = w THEN User!Gets(rw) ELSE IF u = t THEN User!Gets(r) ELSE UserView(u)
  BY <1>1, <1>2, Views
<1> HIDE DEF User!Gets
<1> QED BY <1>3

\* A send that hands its value over is a Meet.
LEMMA SendHandOffRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, SendHandOff(t)
  PROVE  \E r \in Task : User!Meet(t, r)
<1> DEFINE r == Head(recvq)
<1>1. r \in Task /\ Receiving(r) /\ buf = <<>> /\ r # t /\ task[t].val \in Val
  BY HeadReceives DEF SendHandOff, Receiving, Inv, SendsHaveValues
<1>2. User!Pending(t, User!Sends) /\ User!Waiting(r, User!Receives) /\ UserView(t).val = task[t].val
  BY <1>1, PendingIsCalled, WaitingIsParked, OpNames, Views, ViewKinds DEF SendHandOff
<1>3. task[t].val \notin {"closed", SentOnClosed}
  BY <1>1, ValuesAreNotWords
<1>4. [u \in Task |-> UserView(u)'] =
      [[u \in Task |-> UserView(u)] EXCEPT ![t] = User!Gets("sent"), ![r] = User!Gets(task[t].val)]
  BY <1>1, <1>3, CompleteRefines DEF SendHandOff
<1>5. User!Meet(t, r)
  BY <1>1, <1>2, <1>4 DEF SendHandOff, User!Meet, User!Same
<1> QED BY <1>1, <1>5

\* To have sent is not to find the channel closed.
LEMMA SentIsNoClose == "sent" \notin {"closed", SentOnClosed}
  BY DEF SentOnClosed

\* Two changes at different places commute.
LEMMA SwappedExcept ==
  ASSUME NEW f, NEW S, f = [u \in S |-> f[u]], NEW a \in S, NEW b \in S, a # b, NEW x, NEW y
  PROVE  [f EXCEPT ![a] = x, ![b] = y] = [f EXCEPT ![b] = y, ![a] = x]
  OBVIOUS

\* A receive that takes its value from a sender is a Meet.
LEMMA RecvHandOffRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, RecvHandOff(t)
  PROVE  \E s \in Task : User!Meet(s, t)
<1> DEFINE s == Head(sendq)
<1>1. s \in Task /\ Sending(s) /\ ~closed /\ s # t
  BY HeadSends DEF RecvHandOff, Sending
<1>2. User!Pending(t, User!Receives) /\ User!Waiting(s, User!Sends) /\ UserView(s).val = task[s].val
  BY <1>1, PendingIsCalled, WaitingIsParked, OpNames DEF RecvHandOff
<1>4. [u \in Task |-> UserView(u)'] =
      [[u \in Task |-> UserView(u)] EXCEPT ![t] = User!Gets(task[s].val), ![s] = User!Gets("sent")]
  BY <1>1, SentIsNoClose, CompleteRefines DEF RecvHandOff
<1>5. [u \in Task |-> UserView(u)'] =
      [[u \in Task |-> UserView(u)] EXCEPT ![s] = User!Gets("sent"), ![t] = User!Gets(task[s].val)]
  BY <1>1, <1>4, SwappedExcept
<1>6. User!Meet(s, t)
  BY <1>1, <1>2, <1>5 DEF RecvHandOff, User!Meet, User!Same
<1> QED BY <1>1, <1>6

\* A receive that makes room for a sender is a Shift.
LEMMA RecvRefillRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, RecvRefill(t)
  PROVE  \E s \in Task : User!Shift(s, t)
<1> DEFINE s == Head(sendq)
<1>1. s \in Task /\ Sending(s) /\ ~closed /\ s # t
  BY HeadSends DEF RecvRefill, Sending
<1>2. User!Pending(t, User!Receives) /\ User!Waiting(s, User!Sends) /\ UserView(s).val = task[s].val
  BY <1>1, PendingIsCalled, WaitingIsParked, OpNames DEF RecvRefill
<1>4. [u \in Task |-> UserView(u)'] =
      [[u \in Task |-> UserView(u)] EXCEPT ![t] = User!Gets(Head(buf)), ![s] = User!Gets("sent")]
  BY <1>1, SentIsNoClose, CompleteRefines DEF RecvRefill
<1>5. [u \in Task |-> UserView(u)'] =
      [[u \in Task |-> UserView(u)] EXCEPT ![s] = User!Gets("sent"), ![t] = User!Gets(Head(buf))]
  BY <1>1, <1>4, SwappedExcept
<1>6. User!Shift(s, t)
  BY <1>1, <1>2, <1>5 DEF RecvRefill, User!Shift
<1> QED BY <1>1, <1>6

\* A close changes nothing but the view of its caller.
LEMMA CloseRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, Close(t)
  PROVE  User!UClose(t)
<1>1. \A u \in Task : task'[u] = IF u = t THEN Done("ok")
                                 ELSE IF Receiving(u) THEN Woken(u, "closed")
                                 ELSE IF Sending(u) THEN Woken(u, SentOnClosed) ELSE task[u]
  BY CloseChanges
<1>2. \A u \in Task : Receiving(u) \/ Sending(u) =>
         View(Woken(u, "closed")) = View(task[u]) /\ View(Woken(u, SentOnClosed)) = View(task[u])
  BY DEF View, Receiving, Sending
<1>3. \A u \in Task : UserView(u)' = IF u = t THEN User!Gets("ok") ELSE UserView(u)
  BY <1>1, <1>2, Views, ViewKinds
<1>4. [u \in Task |-> UserView(u)'] = [[u \in Task |-> UserView(u)] EXCEPT ![t] = User!Gets("ok")]
  BY <1>3
<1>5. User!Pending(t, {"close"})
  BY PendingIsCalled DEF Close
<1> QED BY <1>4, <1>5 DEF Close, User!UClose

\* A close that fails is a close that fails.
LEMMA FailingCloseRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, CloseClosed(t) \/ CloseNil(t)
  PROVE  User!UClose(t)
  BY PendingIsCalled, FinishRefines DEF CloseClosed, CloseNil, User!UClose, ClosedTwice, ClosedNil

\* A length is one.
LEMMA LengthRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, Length(t)
  PROVE  User!ULength(t)
  BY PendingIsCalled, FinishRefines DEF Length, User!ULength, User!Same

\* A refusal is a GiveUp.
LEMMA RefuseRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, RefuseInterrupted(t)
  PROVE  User!GiveUp(t)
<1>1. User!Pending(t, User!Blocking) /\ ~User!Waiting(t, User!Blocking)
  BY PendingIsCalled, OpNames DEF RefuseInterrupted, Blocking, User!Pending, User!Waiting
<1> QED BY <1>1, FinishRefines DEF RefuseInterrupted, User!GiveUp, User!Either, User!Same

\* A withdrawal is a GiveUp: the channel is open.
LEMMA WithdrawRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, NEW why \in {"interrupted", "timed out"}, Withdraw(t, why)
  PROVE  User!GiveUp(t)
<1>1. task[t].pc = "parked" /\ task[t].op \in Blocking /\ ~closed
  BY StateKinds, OpKinds DEF Withdraw, Inv, TypeInv, NobodyParkedCouldProceed, Sending, Receiving
<1>2. User!Waiting(t, User!Blocking) /\ (why = "timed out" => User!Waiting(t, User!Timed))
  BY <1>1, OpNames, Views, ViewKinds DEF Withdraw, User!Waiting
<1>3. why = "interrupted" \/ why = "timed out"
  OBVIOUS
<1> QED BY <1>1, <1>2, <1>3, FinishRefines DEF Withdraw, User!GiveUp, User!Either, User!Same

\* Who resumes after a close finds the channel closed; nobody else's view changes.
LEMMA ResumeRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, Resume(t)
  PROVE  User!FindClosed(t) \/ UNCHANGED User!uvars
<1>1. task[t].op \in SendOps \/ task[t].op \in RecvOps
  BY StateKinds, OpKinds DEF Resume, Inv, TypeInv
<1>2. CASE task[t].res \in {"closed", SentOnClosed}
  <2>1. UserView(t) = [pc |-> "waiting", op |-> task[t].op, val |-> task[t].val]
    BY <1>2, Views DEF View, Resume
  <2>2. /\ closed
        /\ \/ User!Waiting(t, User!Sends) /\ task[t].res = "send on closed channel"
           \/ User!Waiting(t, User!Receives) /\ task[t].res = "closed" /\ buf = <<>>
    BY <1>1, <1>2, <2>1, OpNames, OpKinds, ValuesAreNotWords DEF Resume, OutcomeInv, SentOnClosed, User!Waiting
  <2> QED BY <2>2, FinishRefines DEF Resume, User!FindClosed, User!Either, User!Same
<1>3. CASE task[t].res \notin {"closed", SentOnClosed}
  <2>1. UserView(t) = User!Gets(task[t].res)
    BY <1>3, Views DEF View, Resume, User!Gets
  <2>2. [u \in Task |-> UserView(u)'] = [[u \in Task |-> UserView(u)] EXCEPT ![t] = User!Gets(task[t].res)]
    BY FinishRefines DEF Resume
  <2>3. [u \in Task |-> UserView(u)'] = [u \in Task |-> UserView(u)]
    BY <2>1, <2>2
  <2> QED BY <2>3 DEF Resume, User!uvars
<1> QED BY <1>2, <1>3

\* Every critical section is a step that the user may see.
LEMMA SectionRefines ==
  ASSUME Inv, OutcomeInv, NEW t \in Task, Section(t)
  PROVE  User!UNext
<1>1. ASSUME NEW s \in Task, NEW r \in Task, User!Meet(s, r) \/ User!Shift(s, r) PROVE User!UNext
  BY <1>1 DEF User!UNext
<1>2. CASE SendHandOff(t) \/ RecvHandOff(t) \/ RecvRefill(t)
  BY <1>1, <1>2, SendHandOffRefines, RecvHandOffRefines, RecvRefillRefines
<1>3. ASSUME \/ User!Put(t) \/ User!Take(t) \/ User!Wait(t) \/ User!NotReady(t) \/ User!FindClosed(t)
             \/ User!UClose(t) \/ User!ULength(t)
      PROVE  User!UNext
  BY <1>3 DEF User!UNext
<1>4. CASE SendClosed(t) \/ SendBuffer(t) \/ SendPark(t) \/ SendNotReady(t)
  BY <1>3, <1>4, SendClosedRefines, SendBufferRefines, ParkRefines, NotReadyRefines
<1>5. CASE RecvBuffer(t) \/ RecvClosed(t) \/ RecvPark(t) \/ RecvNotReady(t)
  BY <1>3, <1>5, RecvBufferRefines, RecvClosedRefines, ParkRefines, NotReadyRefines
<1>6. CASE Close(t) \/ CloseClosed(t) \/ CloseNil(t) \/ Length(t)
  BY <1>3, <1>6, CloseRefines, FailingCloseRefines, LengthRefines
<1> QED BY <1>2, <1>4, <1>5, <1>6 DEF Section

\* Every step is one that the user may see, or none.
LEMMA NextRefines == Inv /\ OutcomeInv /\ [Next]_vars => [User!UNext]_(User!uvars)
<1> SUFFICES ASSUME Inv, OutcomeInv, [Next]_vars PROVE User!UNext \/ UNCHANGED User!uvars
  OBVIOUS
<1>1. ASSUME NEW t \in Task, NEW op \in AllOps, NEW v \in Val \cup {None}, Call(t, op, v) PROVE User!UNext
  BY <1>1, CallRefines DEF User!UNext
<1>2. ASSUME NEW t \in Task, NEW r, Return(t, r) PROVE User!UNext
  BY <1>2, ReturnRefines DEF User!UNext
<1>3. ASSUME NEW t \in Task, RefuseInterrupted(t) PROVE User!UNext
  BY <1>3, RefuseRefines DEF User!UNext
<1>4. ASSUME NEW t \in Task, NEW why \in {"interrupted", "timed out"}, Withdraw(t, why) PROVE User!UNext
  BY <1>4, WithdrawRefines DEF User!UNext
<1>5. ASSUME NEW t \in Task, Resume(t) PROVE User!UNext \/ UNCHANGED User!uvars
  BY <1>5, ResumeRefines DEF User!UNext
<1>6. CASE UNCHANGED vars
  BY <1>6, Views DEF vars, User!uvars
<1>7. CASE Next
  BY <1>1, <1>2, <1>3, <1>4, <1>5, <1>7, SectionRefines DEF Next
<1> QED BY <1>6, <1>7

\* The start is the start.
LEMMA InitRefines == Init => User!UInit
  BY Views, ViewKinds DEF Init, User!UInit

\* Every behaviour of the machine is one of the channel that its user knows.
THEOREM Refinement == Spec => LinearizableChannel
  BY InitRefines, NextRefines, AlwaysInv, AlwaysOutcome, PTL DEF Spec, LinearizableChannel, User!Spec
=============================================================================
