----------------------------- MODULE ScopeSpec -----------------------------
(***************************************************************************)
(* What a user of a scope relies on.  Tasks that are started in it live    *)
(* until they end; a join takes effect at a moment when none lives; the    *)
(* first that fails cancels the scope, and in a cancelled scope none       *)
(* begins to live.  Failures are told in their order, and once a close has *)
(* succeeded no task lives in the scope.                                   *)
(*                                                                         *)
(* There is no queue here, and nobody is told to end: a member ends when   *)
(* it likes.                                                               *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS Task, Member, Ops

VARIABLES
    live,      \* the members that live, in the order of their start
    unborn,    \* those that have not been started
    cancelled, \* whether none begins to live any more
    closed,    \* whether a close has begun
    failures,  \* the members that have failed, the first one first
    reported,  \* of how many failures, the first ones, somebody has been told
    user       \* what each task sees of its operation

uvars == <<live, unborn, cancelled, closed, failures, reported, user>>

Gets(r, w)    == [pc |-> "returning", res |-> r, who |-> w]
Pending(t, o) == user[t].pc = "pending" /\ user[t].op \in o
Waiting(t)    == user[t].pc = "waiting"
Joining       == {"join", "joinFor", "tryJoin"}

UInit == /\ live = <<>> /\ unborn = Member /\ cancelled = FALSE /\ closed = FALSE
         /\ failures = <<>> /\ reported = 0
         /\ user = [t \in Task |-> [pc |-> "idle"]]

\* A task calls an operation.
Invoke(t, op, m) ==
    /\ user[t].pc = "idle" /\ op \in Ops
    /\ user' = [user EXCEPT ![t] = [pc |-> "pending", op |-> op, member |-> m]]
    /\ UNCHANGED <<live, unborn, cancelled, closed, failures, reported>>

\* An operation returns.
UReturn(t) ==
    /\ user[t].pc = "returning"
    /\ user' = [user EXCEPT ![t] = [pc |-> "idle"]]
    /\ UNCHANGED <<live, unborn, cancelled, closed, failures, reported>>

\* A start makes a member live, unless the scope has been cancelled.
UStart(t) ==
    /\ Pending(t, {"start"})
    /\ unborn' = unborn \ {user[t].member}
    /\ live' = IF cancelled THEN live ELSE Append(live, user[t].member)
    /\ user' = [user EXCEPT ![t] = Gets(IF ~cancelled THEN "started"
                                        ELSE IF closed /\ live = <<>> THEN "closed" ELSE "not run", <<>>)]
    /\ UNCHANGED <<cancelled, closed, failures, reported>>

UCancel(t) ==
    /\ Pending(t, {"cancel"})
    /\ cancelled' = TRUE
    /\ user' = [user EXCEPT ![t] = Gets("ok", <<>>)]
    /\ UNCHANGED <<live, unborn, closed, failures, reported>>

\* A close cancels, and then waits as a join does.
UClose(t) ==
    /\ Pending(t, {"close"})
    /\ cancelled' = TRUE /\ closed' = TRUE
    /\ user' = [user EXCEPT ![t].op = "closing"]
    /\ UNCHANGED <<live, unborn, failures, reported>>

\* What a wait is told in the end.
Tells(op) == failures # <<>> /\ (op = "closing" => reported < Len(failures))
Told(op)  == IF Tells(op) THEN Gets("failed", failures) ELSE Gets("ok", <<>>)

UAwait(t) ==
    /\ Pending(t, Joining \cup {"closing"})
    /\ IF live = <<>>
       THEN /\ user' = [user EXCEPT ![t] = Told(user[t].op)]
            /\ reported' = Len(failures)
       ELSE /\ user' = [user EXCEPT ![t] = IF user[t].op = "tryJoin" THEN Gets("not ready", <<>>)
                                           ELSE [pc |-> "waiting", op |-> user[t].op]]
            /\ UNCHANGED reported
    /\ UNCHANGED <<live, unborn, cancelled, closed, failures>>

\* A member fails: it lives until it ends, but no other begins to.
UFail(m) ==
    /\ m \in {live[i] : i \in DOMAIN live} /\ m \notin {failures[i] : i \in DOMAIN failures}
    /\ failures' = Append(failures, m)
    /\ cancelled' = TRUE
    /\ UNCHANGED <<live, unborn, closed, reported, user>>

\* A member ends.  The last one releases everybody who waits.
UEnd(m) ==
    /\ m \in {live[i] : i \in DOMAIN live}
    /\ LET other(n) == n # m IN live' = SelectSeq(live, other)
    /\ user' = [t \in Task |-> IF live' = <<>> /\ Waiting(t) THEN Told(user[t].op) ELSE user[t]]
    /\ reported' = IF live' = <<>> /\ \E t \in Task : Waiting(t) THEN Len(failures) ELSE reported
    /\ UNCHANGED <<unborn, cancelled, closed, failures>>

\* A join that is interrupted or whose time has run out has no effect.  A close whose time has run
\* out names those who live.
UGiveUp(t) ==
    /\ \/ /\ (Waiting(t) \/ Pending(t, Joining)) /\ user[t].op \in {"join", "joinFor"}
          /\ user' = [user EXCEPT ![t] = Gets("interrupted", <<>>)]
          /\ UNCHANGED reported
       \/ /\ Waiting(t) /\ user[t].op = "joinFor"
          /\ user' = [user EXCEPT ![t] = Gets("timed out", <<>>)]
          /\ UNCHANGED reported
       \/ /\ Waiting(t) /\ user[t].op = "closing"
          /\ user' = [user EXCEPT ![t] = Gets("not ended", live)]
          /\ reported' = Len(failures)
    /\ UNCHANGED <<live, unborn, cancelled, closed, failures>>

UNext ==
    \/ \E t \in Task : \/ \E op \in Ops, m \in Member \cup {"-"} : Invoke(t, op, m)
                       \/ UReturn(t) \/ UStart(t) \/ UCancel(t) \/ UClose(t) \/ UAwait(t) \/ UGiveUp(t)
    \/ \E m \in Member : UFail(m) \/ UEnd(m)

Spec == UInit /\ [][UNext]_uvars
=============================================================================
