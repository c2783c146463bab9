------------------------------- MODULE Scope -------------------------------
(***************************************************************************)
(* A scope that tasks live in, as a machine: one action for each critical  *)
(* section of the implementation, with the same name there.                *)
(*                                                                         *)
(* Tasks are started in a scope; its members are those tasks.  A join      *)
(* waits until no member lives.  The first member that fails cancels the   *)
(* scope, as a cancel or a close does: whoever cancels it then tells every *)
(* living member, by an interrupt and by closing the done channel.  A      *)
(* close waits, but not for ever, and names those who have not ended.      *)
(*                                                                         *)
(* Call and Return are what a user sees; all other actions are internal.   *)
(* End, Obey and Fail are a member's own doing: when and how it ends is    *)
(* its affair.  Only a stubborn one does not end when it is told to.       *)
(*                                                                         *)
(* Left out: how a task waits and is woken (room waiter); what a member    *)
(* computes; the threads that callers are (a member may call, too, but not *)
(* wait for itself, which the implementation refuses).                     *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Task,      \* the tasks that use the scope
    Member,    \* the tasks that are started in it, each once
    Stubborn,  \* those of them that do not end when they are told to
    Ops        \* the operations that occur in this model, a subset of AllOps

AllOps   == {"start", "cancel", "join", "joinFor", "tryJoin", "close"}
\* A close is two operations in a row: it cancels, and then it is closing.
AwaitOps == {"join", "joinFor", "tryJoin", "closing"}

None == "-"                     \* the operand of an operation that has none

Result == {"started", "not run", "closed", "ok", "failed", "not ended", "not ready",
           "interrupted", "timed out"}

\* Members one after the other, none twice: who has failed, or who has not ended.
Lists == {s \in UNION {[1..n -> Member] : n \in 0..Cardinality(Member)} :
             \A i, j \in DOMAIN s : s[i] = s[j] => i = j}

ASSUME Ops \subseteq AllOps /\ Stubborn \subseteq Member

VARIABLES
    live,      \* the members that live, in the order of their start
    member,    \* where each member is in its life
    cancelled, \* whether the members are to end
    whom,      \* the members that whoever has cancelled has found, and has to interrupt
    done,      \* whether the done channel is closed
    closed,    \* whether a close has begun
    failures,  \* the members that have failed, the first one first
    reported,  \* of how many failures, the first ones, somebody has been told
    waitq,     \* the parked tasks, longest waiting first
    task       \* what each task is doing

vars == <<live, member, cancelled, whom, done, closed, failures, reported, waitq, task>>

Idle          == [pc |-> "idle"]
Called(op, m) == [pc |-> "called", op |-> op, member |-> m]
Telling(op)   == [pc |-> "telling", op |-> op]
Woken(r, w)   == [pc |-> "woken", res |-> r, who |-> w]
Done(r, w)    == [pc |-> "done", res |-> r, who |-> w]

Init == /\ live = <<>> /\ member = [m \in Member |-> "new"]
        /\ cancelled = FALSE /\ whom = {} /\ done = FALSE /\ closed = FALSE
        /\ failures = <<>> /\ reported = 0
        /\ waitq = <<>> /\ task = [t \in Task |-> Idle]

Range(s) == {s[i] : i \in DOMAIN s}
Without(s, x) == LET other(y) == y # x IN SelectSeq(s, other)

-----------------------------------------------------------------------------
(* Calls and returns.                                                      *)

\* Task t calls operation op; a start is given a member that nobody else starts.
Call(t, op, m) ==
    /\ task[t] = Idle
    /\ op \in Ops
    /\ (op = "start") <=> (m # None)
    /\ \A u \in Task : task[u] # Called("start", m)
    /\ m # None => member[m] = "new"
    /\ task' = [task EXCEPT ![t] = Called(op, m)]
    /\ UNCHANGED <<live, member, cancelled, whom, done, closed, failures, reported, waitq>>

\* Task t's operation returns r, and with it those who have failed or have not ended.
Return(t, who, r) ==
    /\ task[t] = Done(r, who)
    /\ task' = [task EXCEPT ![t] = Idle]
    /\ UNCHANGED <<live, member, cancelled, whom, done, closed, failures, reported, waitq>>

Calls(t, ops)     == task[t].pc = "called" /\ task[t].op \in ops
Becomes(t, s)     == task' = [task EXCEPT ![t] = s]
Finish(t, r, who) == Becomes(t, Done(r, who))

-----------------------------------------------------------------------------
(* Start.                                                                  *)

Over == closed /\ live = <<>>

\* The member begins to live.
Start(t) ==
    /\ Calls(t, {"start"}) /\ ~cancelled
    /\ live' = Append(live, task[t].member)
    /\ member' = [member EXCEPT ![task[t].member] = "runs"]
    /\ Finish(t, "started", <<>>)
    /\ UNCHANGED <<cancelled, whom, done, closed, failures, reported, waitq>>

\* In a scope that has been cancelled it never does.
StartLate(t) ==
    /\ Calls(t, {"start"}) /\ cancelled /\ ~Over
    /\ member' = [member EXCEPT ![task[t].member] = "gone"]
    /\ Finish(t, "not run", <<>>)
    /\ UNCHANGED <<live, cancelled, whom, done, closed, failures, reported, waitq>>

\* In a scope that has been closed it is a mistake.
StartClosed(t) ==
    /\ Calls(t, {"start"}) /\ Over
    /\ member' = [member EXCEPT ![task[t].member] = "gone"]
    /\ Finish(t, "closed", <<>>)
    /\ UNCHANGED <<live, cancelled, whom, done, closed, failures, reported, waitq>>

-----------------------------------------------------------------------------
(* Cancellation: by a cancel, by a close, or by a failure; the first one   *)
(* tells everybody whom it has found.                                      *)

Cancel(t) ==
    /\ Calls(t, {"cancel"}) /\ ~cancelled
    /\ cancelled' = TRUE /\ whom' = Range(live)
    /\ Becomes(t, Telling("cancel"))
    /\ UNCHANGED <<live, member, done, closed, failures, reported, waitq>>

CancelAgain(t) ==
    /\ Calls(t, {"cancel"}) /\ cancelled
    /\ Finish(t, "ok", <<>>)
    /\ UNCHANGED <<live, member, cancelled, whom, done, closed, failures, reported, waitq>>

Close(t) ==
    /\ Calls(t, {"close"}) /\ ~cancelled
    /\ closed' = TRUE
    /\ cancelled' = TRUE /\ whom' = Range(live)
    /\ Becomes(t, Telling("close"))
    /\ UNCHANGED <<live, member, done, failures, reported, waitq>>

\* Whoever has cancelled may not have told anybody yet.
CloseCancelled(t) ==
    /\ Calls(t, {"close"}) /\ cancelled
    /\ closed' = TRUE
    /\ Becomes(t, Telling("close"))
    /\ UNCHANGED <<live, member, cancelled, whom, done, failures, reported, waitq>>

\* A member fails, and is the one who cancels.
Fail(m) ==
    /\ member[m] = "runs" /\ ~cancelled
    /\ failures' = Append(failures, m)
    /\ cancelled' = TRUE /\ whom' = Range(live) \ {m}
    /\ member' = [member EXCEPT ![m] = "fails"]
    /\ UNCHANGED <<live, done, closed, reported, waitq, task>>

\* A member fails after the scope has been cancelled.
FailToo(m) ==
    /\ member[m] = "runs" /\ cancelled
    /\ failures' = Append(failures, m)
    /\ member' = [member EXCEPT ![m] = "leaves"]
    /\ UNCHANGED <<live, cancelled, whom, done, closed, reported, waitq, task>>

\* The done channel is closed, if it is not yet, so that no close returns before; and whoever has
\* cancelled interrupts those whom it has found.
Tell(x) ==
    /\ done' = TRUE
    /\ \/ /\ x \in Task /\ task[x].pc = "telling"
          /\ Becomes(x, IF task[x].op = "close" THEN Called("closing", None) ELSE Done("ok", <<>>))
          /\ UNCHANGED member
       \/ /\ x \in Member /\ member[x] = "fails"
          /\ member' = [member EXCEPT ![x] = "leaves"]
          /\ UNCHANGED task
    /\ UNCHANGED <<live, cancelled, whom, closed, failures, reported, waitq>>

-----------------------------------------------------------------------------
(* Join, and the second half of close.                                     *)

\* What a wait is told when no member lives; a close keeps quiet if all failures have been told.
Tells(op)    == failures # <<>> /\ (op = "closing" => reported < Len(failures))
Outcome(op)  == IF Tells(op) THEN "failed" ELSE "ok"
Involved(op) == IF Tells(op) THEN failures ELSE <<>>

AwaitEnded(t) ==
    /\ Calls(t, AwaitOps) /\ live = <<>>
    /\ Finish(t, Outcome(task[t].op), Involved(task[t].op))
    /\ reported' = Len(failures)
    /\ UNCHANGED <<live, member, cancelled, whom, done, closed, failures, waitq>>

AwaitPark(t) ==
    /\ Calls(t, AwaitOps \ {"tryJoin"}) /\ live # <<>>
    /\ waitq' = Append(waitq, t)
    /\ Becomes(t, [pc |-> "parked", op |-> task[t].op])
    /\ UNCHANGED <<live, member, cancelled, whom, done, closed, failures, reported>>

AwaitNotReady(t) ==
    /\ Calls(t, {"tryJoin"}) /\ live # <<>>
    /\ Finish(t, "not ready", <<>>)
    /\ UNCHANGED <<live, member, cancelled, whom, done, closed, failures, reported, waitq>>

-----------------------------------------------------------------------------
(* A member ends; the last one completes everybody who waits.              *)

Depart(m) ==
    /\ member' = [member EXCEPT ![m] = "gone"]
    /\ live' = Without(live, m)
    /\ waitq' = IF live' = <<>> THEN <<>> ELSE waitq
    /\ reported' = IF live' = <<>> /\ waitq # <<>> THEN Len(failures) ELSE reported
    /\ task' = [t \in Task |-> IF live' = <<>> /\ t \in Range(waitq)
                               THEN Woken(Outcome(task[t].op), Involved(task[t].op)) ELSE task[t]]
    /\ UNCHANGED <<cancelled, whom, done, closed, failures>>

Told(m) == done /\ m \in whom

End(m)   == member[m] = "runs" /\ Depart(m)                             \* by itself
Obey(m)  == member[m] = "runs" /\ Told(m) /\ m \notin Stubborn /\ Depart(m) \* for it has been told to
Leave(m) == member[m] = "leaves" /\ Depart(m)                           \* it has failed

-----------------------------------------------------------------------------
(* Waiting ends.                                                           *)

\* A blocking join that is interrupted on entry has no effect.
RefuseInterrupted(t) ==
    /\ Calls(t, {"join", "joinFor"})
    /\ Finish(t, "interrupted", <<>>)
    /\ UNCHANGED <<live, member, cancelled, whom, done, closed, failures, reported, waitq>>

\* A parked task that has not been completed gives up.  A close ignores interrupts; when its time has
\* run out it names those who have not ended, and tells of the failures so far.
Withdraw(t, why) ==
    /\ task[t].pc = "parked"
    /\ task[t].op \in (IF why = "timed out" THEN {"joinFor", "closing"} ELSE {"join", "joinFor"})
    /\ waitq' = Without(waitq, t)
    /\ IF task[t].op = "closing"
       THEN Finish(t, "not ended", live) /\ reported' = Len(failures)
       ELSE Finish(t, why, <<>>) /\ UNCHANGED reported
    /\ UNCHANGED <<live, member, cancelled, whom, done, closed, failures>>

\* A completed task goes on.
Resume(t) ==
    /\ task[t].pc = "woken"
    /\ Finish(t, task[t].res, task[t].who)
    /\ UNCHANGED <<live, member, cancelled, whom, done, closed, failures, reported, waitq>>

-----------------------------------------------------------------------------
(* The critical section of a called operation, whichever branch it takes.  *)
Section(t) == \/ Start(t) \/ StartLate(t) \/ StartClosed(t)
              \/ Cancel(t) \/ CancelAgain(t) \/ Close(t) \/ CloseCancelled(t)
              \/ AwaitEnded(t) \/ AwaitPark(t) \/ AwaitNotReady(t)

Next ==
    \/ \E t \in Task :
        \/ \E op \in AllOps, m \in Member \cup {None} : Call(t, op, m)
        \/ \E who \in Lists, r \in Result : Return(t, who, r)
        \/ Start(t) \/ StartLate(t) \/ StartClosed(t)
        \/ Cancel(t) \/ CancelAgain(t) \/ Close(t) \/ CloseCancelled(t)
        \/ AwaitEnded(t) \/ AwaitPark(t) \/ AwaitNotReady(t)
        \/ RefuseInterrupted(t)
        \/ \E why \in {"interrupted", "timed out"} : Withdraw(t, why)
        \/ Resume(t)
    \/ \E m \in Member : Fail(m) \/ FailToo(m) \/ End(m) \/ Obey(m) \/ Leave(m)
    \/ \E x \in Task \cup Member : Tell(x)

Spec == Init /\ [][Next]_vars

(* Tasks run, and members obey.  Nothing is promised of callers, of        *)
(* interrupts and clocks, nor of when a member ends by itself.             *)
Fairness == /\ \A t \in Task : /\ WF_vars(Section(t))
                               /\ WF_vars(Resume(t))
                               /\ WF_vars(\E who \in Lists, r \in Result : Return(t, who, r))
            /\ \A m \in Member : WF_vars(Obey(m)) /\ WF_vars(Leave(m))
            /\ \A x \in Task \cup Member : WF_vars(Tell(x))

FairSpec == Spec /\ Fairness

\* Moreover the clock goes on.
TimelySpec == FairSpec /\ \A t \in Task : WF_vars(Withdraw(t, "timed out"))

-----------------------------------------------------------------------------
(* Safety: properties of states.                                           *)

WellFormed(s) ==
    \/ s = Idle
    \/ s.pc = "called" /\ s.op \in Ops \cup {"closing"} /\ s.member \in Member \cup {None}
    \/ s.pc = "telling" /\ s.op \in {"cancel", "close"}
    \/ s.pc = "parked" /\ s.op \in AwaitOps
    \/ s.pc \in {"woken", "done"} /\ s.res \in Result /\ s.who \in Lists

TypeOK == /\ live \in Lists /\ failures \in Lists /\ whom \subseteq Member
          /\ reported \in 0..Len(failures)
          /\ \A m \in Member : member[m] \in {"new", "runs", "fails", "leaves", "gone"}
          /\ \A t \in Task : WellFormed(task[t])

\* Those who live are known.
LiveAreListed == Range(live) = {m \in Member : member[m] \in {"runs", "fails", "leaves"}}

\* The queue holds exactly the parked tasks, each once.
QueuedIffParked ==
    /\ Range(waitq) = {t \in Task : task[t].pc = "parked"}
    /\ \A i, j \in DOMAIN waitq : waitq[i] = waitq[j] => i = j

\* Nobody waits when there is nobody to wait for.
NobodyWaitsForNobody == live = <<>> => waitq = <<>>

\* A failure cancels the rest.
FailureCancels == failures # <<>> => cancelled

\* When the done channel is closed, no member lives of which whoever has cancelled does not know:
\* wherever it is blocked, it is interrupted, and finds the channel closed.
CancellationReachesEverybody ==
    done => \A m \in Range(live) : m \in whom \/ member[m] \in {"fails", "leaves"}

-----------------------------------------------------------------------------
(* Safety: properties of steps.                                            *)

\* Task t learns result r, with the members who.
Learns(t, r) == /\ task[t].pc \in {"called", "parked"}
                /\ task'[t].pc \in {"woken", "done"} /\ task'[t].res = r

\* Whoever is told that the members have ended is told so at a moment when none lives.
JoinedMeansEnded ==
    [][\A t \in Task, r \in {"ok", "failed"} :
          (Learns(t, r) /\ task[t].op \in AwaitOps) => live' = <<>>]_vars

\* When a scope has been closed and none lives, none ever will.
NoTaskOutlivesItsScope == [][Over => live' = <<>>]_vars

\* After the cancellation none begins to live.
NoneBeginsCancelled == [][cancelled => Range(live') \subseteq Range(live)]_vars

\* A scope stays cancelled.
CancellationIsFinal == [][cancelled => cancelled']_vars

\* The first failure stays the first.
FirstFailureWins == [][failures # <<>> => /\ failures' # <<>>
                                          /\ Head(failures') = Head(failures)]_vars

\* Whoever is told that members have failed is told all of them, the first one first.
EveryFailureIsTold == [][\A t \in Task : Learns(t, "failed") => task'[t].who = failures']_vars

\* No failure is passed over: a join that ends well knows of none, a close of none that nobody has been
\* told of.
NoFailureIsPassedOver ==
    [][\A t \in Task : (Learns(t, "ok") /\ task[t].op \in AwaitOps) =>
          IF task[t].op = "closing" THEN reported = Len(failures) ELSE failures = <<>>]_vars

\* When a close is over, whatever its outcome, the done channel is closed.
ClosedMeansDone ==
    [][\A t \in Task, r \in {"ok", "failed", "not ended"} :
          (Learns(t, r) /\ task[t].op = "closing") => done']_vars

\* A member that ends because it has been told to has not failed.
ObeyingIsNoFailure ==
    [][\A m \in Member : (member[m] = "runs" /\ member'[m] = "gone") => failures' = failures]_vars

\* A close that gives up names exactly those who live.
WhoDoesNotEndIsNamed ==
    [][\A t \in Task : Learns(t, "not ended") => (task'[t].who = live /\ live # <<>>)]_vars

\* Who has been completed is out: no interrupt and no timeout takes it back.
CompletionIsFinal ==
    [][\A t \in Task : task[t].pc = "woken" =>
          task'[t] \in {task[t], Done(task[t].res, task[t].who)}]_vars

-----------------------------------------------------------------------------
(* Liveness, under Fairness.                                               *)

\* Every operation but a wait acts.
CalledOperationsAct == \A t \in Task : (task[t].pc = "called") ~> (task[t].pc # "called")

\* Who is completed returns.
CompletedTasksReturn == \A t \in Task : (task[t].pc = "woken") ~> (task[t] = Idle)

\* Whoever is to end is told.
CancellationIsTold == cancelled ~> done

\* A close ends: if the members obey, because they do; else (TimelySpec) because its time runs out.
ClosingEnds == \A t \in Task : Calls(t, {"close"}) ~> (task[t] = Idle)

\* A join in a scope that is cancelled ends, if the members obey.
CancelledJoinsEnd == \A t \in Task : (cancelled /\ task[t].pc = "parked") ~> (task[t] = Idle)

-----------------------------------------------------------------------------
(* Refinement: what a user relies on.  The user does not see who is told   *)
(* when.                                                                   *)

UserView(s) ==
    CASE s.pc = "idle"    -> [pc |-> "idle"]
      [] s.pc = "called"  -> [pc |-> "pending", op |-> s.op, member |-> s.member]
      [] s.pc = "telling" -> IF s.op = "cancel" THEN [pc |-> "returning", res |-> "ok", who |-> <<>>]
                             ELSE [pc |-> "pending", op |-> "closing", member |-> None]
      [] s.pc = "parked"  -> [pc |-> "waiting", op |-> s.op]
      [] OTHER            -> [pc |-> "returning", res |-> s.res, who |-> s.who]

User == INSTANCE ScopeSpec WITH user <- [t \in Task |-> UserView(task[t])],
                                unborn <- {m \in Member : member[m] = "new"}

StructuredTasks == User!Spec

THEOREM Spec => StructuredTasks
=============================================================================
