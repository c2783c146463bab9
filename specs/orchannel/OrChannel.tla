------------------------------ MODULE OrChannel ------------------------------
(***************************************************************************)
(* The or-channel as a machine: a small program over channels and select,  *)
(* of which it knows no more than what their users rely on (SelectSpec).   *)
(* Each step has the name of what the implementation reports.              *)
(*                                                                         *)
(*     any(inputs)   look at all inputs; if one is ready: Fire             *)
(*                   else: Start the task                                  *)
(*     the task      wait for all inputs and the cancel; Fire or Stop      *)
(*     Fire, Stop    keep what was taken, if anything; close done          *)
(*     cancel        close cancel, or find that closed; Await done; Tell   *)
(*     await         receive from done; Tell what has fired                *)
(*                                                                         *)
(* Users also send, receive and close on the inputs by plain operations.   *)
(* There is one or-channel, made by whoever calls any first; those who     *)
(* come too early wait until it is there.                                  *)
(*                                                                         *)
(* Left out: how a select works (module Select refines SelectSpec), and    *)
(* where interrupts come from.  Nobody interrupts the task.                *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    User,       \* the tasks of the program
    Chan,       \* its channels, nil not among them
    Val,        \* the values
    CapOf(_),   \* the capacity of each channel
    Inputs,     \* the inputs in order, a sequence of channels, perhaps with "nil"
    Ops,        \* what users call: any, await, cancel, and plain operations by name
    Plain(_)    \* what each plain operation is, in the form of module Select

NilChan == "nil"
Or      == "or"         \* the task
Task    == User \cup {Or}
N       == Len(Inputs)
Index   == 1..(N + 1)   \* the inputs' positions, and then the cancel's
NoInput == \A i \in 1..N : Inputs[i] = NilChan
OrOps   == {"any", "await", "cancel", "told"}   \* an await or cancel that has been told

\* Nobody needs to wait if no input can fire: cancel is done itself.
Done       == "done"
CancelChan == IF NoInput THEN Done ELSE "cancel"
Capacity(c) == IF c \in {"done", "cancel"} THEN 0 ELSE CapOf(c)

\* The inner calls of the or-channel.
Receiving(c) == [ch |-> c, dir |-> "recv", val |-> "-"]
FirstOfAll   == [i \in Index |-> Receiving(IF i <= N THEN Inputs[i] ELSE CancelChan)]
InnerShape(f) ==
    CASE f = "look"     -> [kind |-> "select", cases |-> FirstOfAll, mode |-> "default"]
      [] f = "wait"     -> [kind |-> "select", cases |-> FirstOfAll, mode |-> "block"]
      [] f = "done?"    -> [kind |-> "select", cases |-> <<Receiving(Done)>>, mode |-> "block"]
      [] f = "done#"    -> [kind |-> "close", ch |-> Done]
      [] f = "cancel#"  -> [kind |-> "close", ch |-> CancelChan]
      [] OTHER          -> Plain(f)
\* As a table, which TLC works out once.
Shapes   == [f \in {"look", "wait", "done?", "done#", "cancel#"} \cup (Ops \ OrOps) |-> InnerShape(f)]
Shape(f) == Shapes[f]

\* The word of a close that has gone well is not taken for a value that the or-channel has received.
ASSUME "ok" \notin Val

None == <<0, "cancelled">>      \* nothing has fired

VARIABLES
    queue, closed, user,    \* channels and inner calls, as SelectSpec has them
    op,                     \* what each task has called, or "-"; the or-channel's task does "or"
    stage,                  \* of the or-channel: none, looking, made
    firing                  \* the input that has fired, and what it brought

vars == <<queue, closed, user, op, stage, firing>>
mine == <<op, stage, firing>>

S == INSTANCE SelectSpec WITH
    Task <- Task, Chan <- Chan \cup {"done", "cancel"}, Val <- Val, CapOf <- Capacity,
    Form <- {}, Shape <- Shape

Pending(f) == [pc |-> "pending", form |-> f]
\* Task t's inner call is over, and its next one is f.
Then(t, f) == user' = [user EXCEPT ![t] = Pending(f)]

Init == /\ S!UInit
        /\ op = [t \in Task |-> IF t = Or THEN "or" ELSE "-"]
        /\ stage = "none" /\ firing = None

-----------------------------------------------------------------------------
(* Calls and returns.                                                      *)

InnerOf(o) == CASE o = "any"    -> "look"
                [] o = "await"  -> "done?"
                [] o = "cancel" -> "cancel#"
                [] OTHER        -> o

\* Task t calls o.
Call(t, o) ==
    /\ op[t] = "-" /\ user[t] = S!Ready
    /\ o = "any" => stage = "none"
    /\ stage' = IF o = "any" THEN "looking" ELSE stage
    /\ op' = [op EXCEPT ![t] = o]
    /\ Then(t, InnerOf(o))
    /\ UNCHANGED <<queue, closed, firing>>

\* Task t's inner calls are over, and with them its operation.
IsOver(t) ==
    /\ user[t].pc = "returning"
    /\ op[t] = "any"    => user[t].res = "ok"
    /\ op[t] = "await"  => user[t].res = "interrupted"
    /\ op[t] # "cancel"

\* Task t's operation returns: case i happened, with result r.
Return(t, i, r) ==
    /\ op[t] \notin {"-", "or"} /\ IsOver(t)
    /\ user[t] = S!Gets(i, r)
    /\ op' = [op EXCEPT ![t] = "-"]
    /\ S!UReturn(t)
    /\ UNCHANGED <<stage, firing>>

-----------------------------------------------------------------------------
(* The or-channel's own steps, between inner calls.                        *)

\* Nothing is ready: the task starts, if there is an input to wait for.
Start(t) ==
    /\ op[t] = "any" /\ user[t] = S!Gets(0, "default")
    /\ stage' = "made"
    /\ user' = [u \in Task |-> CASE u = t               -> S!Gets(0, "ok")
                                 [] u = Or /\ ~NoInput  -> Pending("wait")
                                 [] OTHER               -> user[u]]
    /\ UNCHANGED <<queue, closed, op, firing>>

\* Task t holds what the select has taken from input i.
Holds(t, i) == /\ op[t] \in {"any", "or"}
               /\ user[t].pc = "returning" /\ user[t].case = i /\ i \in 1..N

\* An input has fired; what it brought is kept.
Fire(t) ==
    /\ \E i \in 1..N : Holds(t, i)
    /\ firing' = <<user[t].case, user[t].res>>
    /\ stage' = "made"
    /\ Then(t, "done#")
    /\ UNCHANGED <<queue, closed, op>>

\* The task finds itself cancelled.
IsCancelled == user[Or] = S!Gets(N + 1, "closed")
Stop(t) ==
    /\ t = Or /\ IsCancelled
    /\ Then(t, "done#")
    /\ UNCHANGED <<queue, closed, mine>>

\* Who cancels waits until the task has let go of all inputs.
Await(t) ==
    /\ op[t] = "cancel"
    /\ user[t] \in {S!Gets(0, "ok"), S!Gets(0, "close of closed channel")}
    /\ Then(t, "done?")
    /\ UNCHANGED <<queue, closed, mine>>

\* The result is closed: task t learns what has fired.  That is final now.
Tell(t) ==
    /\ op[t] \in {"await", "cancel"} /\ user[t] = S!Gets(1, "closed")
    /\ op' = [op EXCEPT ![t] = "told"]
    /\ user' = [user EXCEPT ![t] = S!Gets(firing[1], firing[2])]
    /\ UNCHANGED <<queue, closed, stage, firing>>

\* An interrupt does not end that wait.
Again(t) ==
    /\ op[t] = "cancel" /\ user[t] = S!Gets(0, "interrupted")
    /\ Then(t, "done?")
    /\ UNCHANGED <<queue, closed, mine>>

-----------------------------------------------------------------------------
(* What the channels do: SelectSpec's actions, from the acting task's side *)
(* and under the names of its critical sections.                           *)

\* An or-channel cannot be used before it is there.
May(t)  == op[t] \in {"await", "cancel"} => stage = "made"
Asks(t) == S!Pending(t) /\ May(t)

CaseOf(t, i) == S!Cases(t)[i]
Tries(t, i, dir) == /\ Asks(t) /\ i \in DOMAIN S!Cases(t)
                    /\ CaseOf(t, i).dir = dir /\ CaseOf(t, i).ch # NilChan
\* Someone who waits is the partner: in his case j.
Partner(P(_, _)) == \E u \in {u \in Task : S!Waits(u)} : \E j \in DOMAIN S!Cases(u) : P(u, j)

SendClosed(t, i)  == Tries(t, i, "send") /\ S!FindClosed(t, i, CaseOf(t, i).ch) /\ UNCHANGED mine
SendHandOff(t, i) == Tries(t, i, "send") /\ Partner(LAMBDA u, j : S!Meet(t, i, u, j, CaseOf(t, i).ch)) /\ UNCHANGED mine
SendBuffer(t, i)  == Tries(t, i, "send") /\ S!Put(t, i, CaseOf(t, i).ch) /\ UNCHANGED mine
RecvClosed(t, i)  == Tries(t, i, "recv") /\ S!FindClosed(t, i, CaseOf(t, i).ch) /\ UNCHANGED mine
RecvHandOff(t, i) == Tries(t, i, "recv") /\ Partner(LAMBDA u, j : S!Meet(u, j, t, i, CaseOf(t, i).ch)) /\ UNCHANGED mine
RecvRefill(t, i)  == Tries(t, i, "recv") /\ Partner(LAMBDA u, j : S!Shift(u, j, t, i, CaseOf(t, i).ch)) /\ UNCHANGED mine
RecvBuffer(t, i)  == Tries(t, i, "recv") /\ S!Take(t, i, CaseOf(t, i).ch) /\ UNCHANGED mine
Default(t)        == Asks(t) /\ S!TakeDefault(t) /\ UNCHANGED mine
Park(t)           == Asks(t) /\ S!Wait(t) /\ UNCHANGED mine

Closes(t) == user[t].pc = "pending" /\ Shape(user[t].form).kind = "close" /\ May(t)
ClosedBy(t) == Shape(user[t].form).ch
Close(t)       == Closes(t) /\ ~closed[ClosedBy(t)] /\ S!UClose(t, ClosedBy(t)) /\ UNCHANGED mine
CloseClosed(t) == Closes(t) /\ closed[ClosedBy(t)] /\ S!UClose(t, ClosedBy(t)) /\ UNCHANGED mine

\* A task that waits hears that the channel of case i has been closed.
Hears(t, i) == /\ S!Waits(t) /\ i \in DOMAIN S!Cases(t) /\ CaseOf(t, i).ch # NilChan
               /\ S!Notice(t, i, CaseOf(t, i).ch) /\ UNCHANGED mine

\* The or-channel's task, which waits for several channels, notices that by itself.
Notice(t, i) == op[t] = "or" /\ Hears(t, i)

\* A task that waits is woken.  Its partner has completed its call already, which no user can tell;
\* or the only channel that it waits for has been closed.
Wake(t) == IF user[t].pc = "returning"
           THEN user[t].res \in Val \cup {"sent"} /\ op[t] \notin {"any", "told"} /\ UNCHANGED vars
           ELSE op[t] # "or" /\ \E i \in Index : Hears(t, i)

\* A user's task is interrupted, before it waits or while it does.
RefuseInterrupted(t) == Asks(t) /\ S!GiveUp(t) /\ UNCHANGED mine
Withdraw(t, why)     == why = "interrupted" /\ S!Waits(t) /\ S!GiveUp(t) /\ UNCHANGED mine

-----------------------------------------------------------------------------

Result == Val \cup {"sent", "closed", "ok", "interrupted", "cancelled",
                    "send on closed channel", "close of closed channel"}

Next ==
    \/ \E t \in User :
        \/ \E o \in Ops : Call(t, o)
        \/ \E i \in 0..(N + 1), r \in Result : Return(t, i, r)
        \/ RefuseInterrupted(t)
        \/ \E why \in {"interrupted"} : Withdraw(t, why)
    \/ \E t \in Task :
        \/ Start(t) \/ Fire(t) \/ Stop(t) \/ Await(t) \/ Tell(t) \/ Again(t)
        \/ \E i \in Index : SendClosed(t, i)
        \/ \E i \in Index : SendHandOff(t, i)
        \/ \E i \in Index : SendBuffer(t, i)
        \/ \E i \in Index : RecvClosed(t, i)
        \/ \E i \in Index : RecvHandOff(t, i)
        \/ \E i \in Index : RecvRefill(t, i)
        \/ \E i \in Index : RecvBuffer(t, i)
        \/ Default(t) \/ Park(t)
        \/ Close(t) \/ CloseClosed(t)
        \/ \E i \in Index : Notice(t, i)
        \/ Wake(t)

Spec == Init /\ [][Next]_vars

(* Tasks run.  Nothing is promised of callers and interrupts.              *)
Acts(t) ==
    \/ user[t].pc = "pending" /\
        \/ \E i \in Index : \/ SendClosed(t, i) \/ SendHandOff(t, i) \/ SendBuffer(t, i)
                             \/ RecvClosed(t, i) \/ RecvHandOff(t, i) \/ RecvRefill(t, i) \/ RecvBuffer(t, i)
        \/ Default(t) \/ Park(t) \/ Close(t) \/ CloseClosed(t)
    \/ user[t].pc = "waiting" /\ \E i \in Index : Notice(t, i)
    \/ Wake(t)
    \/ user[t].pc = "returning" /\
        \/ Start(t) \/ Fire(t) \/ Stop(t) \/ Await(t) \/ Tell(t) \/ Again(t)
        \/ Return(t, user[t].case, user[t].res)

FairSpec == Spec /\ \A t \in Task : WF_vars(Acts(t))

-----------------------------------------------------------------------------
(* Safety: properties of states.                                           *)

TypeOK == /\ op \in [Task -> Ops \cup {"-", "or", "told"}]
          /\ stage \in {"none", "looking", "made"}
          /\ firing[1] \in 0..N /\ firing[2] \in Val \cup {"closed", "cancelled"}

\* Task t is about to send v on channel c.
Sends(t, c, v) == /\ S!Pending(t) \/ S!Waits(t)
                  /\ \E k \in DOMAIN S!Cases(t) : S!Is(t, k, "send", c) /\ CaseOf(t, k).val = v
HasTaken == firing # None
HasEnded == user[Or] = S!Gets(0, "ok")      \* its last act was to close done
Waits    == S!Waits(Or)

\* The or-channel never waits while an input has something for it.
NoOfferIsOverlooked ==
    Waits => \A i \in 1..N : Inputs[i] # NilChan =>
        /\ queue[Inputs[i]] = <<>>
        /\ \A t \in User : ~S!WaitsTo("send", Inputs[i], t)

\* At most one value has been taken: by the look or by the wait, not by both.
TakesAtMostOnce ==
    LET holds == {t \in Task : \E i \in 1..N : Holds(t, i)} IN
    Cardinality(holds) + (IF HasTaken THEN 1 ELSE 0) <= 1

\* The task waits for the inputs only while the result is open.
DoneMeansReleased == closed[Done] => /\ ~Waits
                                     /\ \A i \in Index : ~Holds(Or, i)

\* Whoever has cancelled goes on only when the task has ended.
CancelledMeansReleased ==
    \A t \in User : (op[t] \in {"cancel", "told"} /\ IsOver(t)) => HasEnded \/ user[Or] = S!Ready

\* If an input was ready in the beginning, or there is none, there is no task.
NoTaskUnlessNeeded == (NoInput \/ stage # "made") => user[Or] = S!Ready

-----------------------------------------------------------------------------
(* Safety: properties of steps.                                            *)

\* What has fired, has fired: it is not replaced, and not taken back.
FiresOnce == [][HasTaken => firing' = firing]_vars

\* What has been taken is kept: it becomes the firing.
NothingTakenIsLost ==
    [][\A t \in Task, i \in Index : Holds(t, i) =>
          Holds(t, i)' \/ firing' = <<i, user[t].res>>]_vars

-----------------------------------------------------------------------------
(* Liveness, under FairSpec.                                               *)

\* If an input is closed, the result is closed.
FiresIfAnyInputIsClosed ==
    (stage = "made" /\ \E i \in 1..N : Inputs[i] # NilChan /\ closed[Inputs[i]]) ~> closed[Done]

\* If a value is sent on an input, and nobody else receives from there, the result is closed.
FiresIfAnyInputBringsAValue ==
    (stage = "made" /\ \E t \in User, i \in 1..N, v \in Val : Sends(t, Inputs[i], v)) ~> closed[Done]

\* If an input has fired, whoever waits learns of it.
FiringReachesWhoWaits ==
    \A t \in User : (op[t] = "await" /\ HasTaken) ~> (op[t] # "await")

\* Who cancels comes back, and who waits is released.
CancelReturns == \A t \in User : (op[t] = "cancel" /\ stage = "made") ~> (op[t] # "cancel")
CancelReleasesWhoWaits ==
    \A t, u \in User : (op[t] = "await" /\ op[u] = "cancel" /\ stage = "made") ~> (op[t] # "await")

\* Fired or cancelled, the task ends.
TheTaskEnds == (HasTaken \/ closed[CancelChan]) ~> (HasEnded \/ user[Or] = S!Ready)

-----------------------------------------------------------------------------
(* Refinement.  The outcome is decided when the select is: what the task   *)
(* holds has fired, though it has not said so yet.                         *)

Taken == IF HasTaken THEN firing
         ELSE IF \E t \in Task, i \in Index : Holds(t, i)
              THEN LET t == CHOOSE t \in Task : \E i \in Index : Holds(t, i)
                   IN  <<user[t].case, user[t].res>>
              ELSE None

\* What a receive on channel c could get: also from those who are about to send.
OfferOf(c) ==
    {queue[c][k] : k \in 1..(IF queue[c] = <<>> THEN 0 ELSE 1)}
    \cup (IF closed[c] /\ queue[c] = <<>> THEN {"closed"} ELSE {})
    \cup {v \in Val : \E t \in User : Sends(t, c, v)}

CallView(t) ==
    IF op[t] \notin OrOps THEN [pc |-> "idle"]
    ELSE IF IsOver(t)     THEN [pc |-> "returning", res |-> <<user[t].case, user[t].res>>]
    ELSE                       [pc |-> "pending", op |-> op[t]]

UserView == INSTANCE OrChannelSpec WITH
    User <- User, Index <- 1..N,
    offer <- [i \in 1..N |-> IF Inputs[i] = NilChan THEN {} ELSE OfferOf(Inputs[i])],
    state <- IF Taken # None THEN "fired"
             ELSE IF IsCancelled \/ user[Or] = Pending("done#") \/ closed[Done] THEN "cancelled"
             ELSE IF stage = "made" THEN "waiting"
             ELSE "none",
    firing <- Taken,
    call <- [t \in User |-> CallView(t)]

FirstOfAllInputs == UserView!Spec

THEOREM Spec => FirstOfAllInputs
=============================================================================
