---------------------------- MODULE Channel_proof ----------------------------
(***************************************************************************)
(* What TLC checks of module Channel for small models is proved here for   *)
(* any tasks, any values and any capacity, and for the nil channel: the    *)
(* invariant Inv, hence the safety invariants (theorem Safety).            *)
(*                                                                         *)
(* Inv is IndInv of module ChannelInd without the bounds that TLC needs.   *)
(* For each action there is a lemma that its step keeps Inv.               *)
(*                                                                         *)
(* Assumed: what module Channel assumes of its constants.                  *)
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
=============================================================================
