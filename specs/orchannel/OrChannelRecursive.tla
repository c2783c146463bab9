------------------------- MODULE OrChannelRecursive -------------------------
(***************************************************************************)
(* The or function of Go programmers, as it is written everywhere:         *)
(*                                                                         *)
(*     func or(channels ...<-chan T) <-chan T {                            *)
(*         switch len(channels) {                                          *)
(*         case 0: return nil                                              *)
(*         case 1: return channels[0]                                      *)
(*         }                                                               *)
(*         orDone := make(chan T)                                          *)
(*         go func() {                                                     *)
(*             defer close(orDone)                                         *)
(*             switch len(channels) {                                      *)
(*             case 2:  select { <-channels[0], <-channels[1] }            *)
(*             default: select { <-channels[0], <-channels[1],             *)
(*                               <-channels[2],                            *)
(*                               <-or(append(channels[3:], orDone)...) }   *)
(*             }                                                           *)
(*         }()                                                             *)
(*         return orDone                                                   *)
(*     }                                                                   *)
(*                                                                         *)
(* With two or more inputs that are closed and never carry a value it is   *)
(* right: it refines OrChannelSpec, which module OrChannel refines in all  *)
(* cases.  Else it is not, and this module says how.                       *)
(*                                                                         *)
(* The calls form a chain.  The one at level k has a task and a result of  *)
(* its own, unless it has fewer than two channels.  Channels and selects   *)
(* are SelectSpec's.                                                       *)
(*                                                                         *)
(* Left out: what a task reads from an array that another one has written  *)
(* to; that it is written to is bad enough.                                *)
(***************************************************************************)
EXTENDS Naturals, Sequences, FiniteSets

CONSTANTS
    Inputs,     \* the channels, a sequence without repetition
    Spare,      \* how many elements the caller's array has behind them
    Val,        \* the values
    Ops,        \* what the users call: any, await, and plain operations by name
    Plain(_)    \* what each of the latter is, in the form of module Select

N    == Len(Inputs)
User == {"t1", "t2"}

\* At most five levels: enough for ten inputs.
Level == 1..5
TaskOf == <<"or1", "or2", "or3", "or4", "or5">>
DoneOf == <<"done1", "done2", "done3", "done4", "done5">>

\* The channels of the call at each level, and what that returns.
RECURSIVE ListOf(_)
ListOf(k) == IF k = 1 THEN Inputs
             ELSE LET above == ListOf(k - 1) IN
                  IF Len(above) < 3 THEN <<>> ELSE Append(SubSeq(above, 4, Len(above)), DoneOf[k - 1])
Lists == [k \in Level |-> ListOf(k)]
Rec   == {k \in Level : Len(Lists[k]) >= 2}     \* the levels that have a task
ResultOf(k) == CASE Len(Lists[k]) = 0 -> "nil"
                 [] Len(Lists[k]) = 1 -> Lists[k][1]
                 [] OTHER             -> DoneOf[k]
Result == ResultOf(1)

Task  == User \cup {TaskOf[k] : k \in Rec}
Chan  == {Inputs[i] : i \in 1..N} \cup {DoneOf[k] : k \in Rec}

Receiving(c) == [ch |-> c, dir |-> "recv", val |-> "-"]
Selecting(k) == LET own == Lists[k] IN
    IF Len(own) = 2 THEN <<Receiving(own[1]), Receiving(own[2])>>
    ELSE <<Receiving(own[1]), Receiving(own[2]), Receiving(own[3]), Receiving(ResultOf(k + 1))>>
Blocking(cases) == [kind |-> "select", cases |-> cases, mode |-> "block"]
LevelOf(t) == CHOOSE k \in Rec : TaskOf[k] = t
InnerShape(f) ==
    CASE f = "result?"                       -> Blocking(<<Receiving(Result)>>)
      [] \E k \in Rec : f = TaskOf[k]        -> Blocking(Selecting(LevelOf(f)))
      [] \E k \in Rec : f = DoneOf[k]        -> [kind |-> "close", ch |-> f]
      [] OTHER                               -> Plain(f)
Shapes   == [f \in {"result?"} \cup {TaskOf[k] : k \in Rec} \cup {DoneOf[k] : k \in Rec} \cup (Ops \ {"any", "await"})
                |-> InnerShape(f)]
Shape(f) == Shapes[f]

None == <<0, "cancelled">>
Unbuffered(c) == 0

VARIABLES
    queue, closed, user,    \* as in SelectSpec
    op,                     \* what each user has called, or "-"
    made,                   \* whether or has returned to its caller
    array,                  \* the caller's array: its inputs, and what lies behind them
    cause,                  \* of each level: the input that has fired, and what it brought
    taken                   \* the number of values that the tasks have taken

vars == <<queue, closed, user, op, made, array, cause, taken>>

S == INSTANCE SelectSpec WITH
    Task <- Task, Chan <- Chan, Val <- Val, CapOf <- Unbuffered, Form <- {}, Shape <- Shape

Pending(f) == [pc |-> "pending", form |-> f]
Then(t, f) == user' = [user EXCEPT ![t] = Pending(f)]

Init == /\ S!UInit
        /\ op = [t \in User |-> "-"]
        /\ made = FALSE
        /\ array = Inputs \o [i \in 1..Spare |-> "theirs"]
        /\ cause = [k \in Rec |-> None]
        /\ taken = 0

-----------------------------------------------------------------------------
(* The users.                                                              *)

\* Task t calls o.
Call(t, o) ==
    /\ op[t] = "-" /\ user[t] = S!Ready
    /\ o = "any" => ~made /\ \A u \in User : op[u] # "any"
    /\ op' = [op EXCEPT ![t] = o]
    /\ user' = [user EXCEPT ![t] = CASE o = "any"   -> [pc |-> "calling"]
                                      [] o = "await" -> Pending("result?")
                                      [] OTHER       -> Pending(o)]
    /\ UNCHANGED <<queue, closed, made, array, cause, taken>>

\* or returns.  Its task, if it has one, starts.
Begin(t) ==
    /\ op[t] = "any" /\ ~made
    /\ made' = TRUE
    /\ user' = [u \in Task |-> CASE u = t                      -> S!Gets(0, "ok")
                                 [] 1 \in Rec /\ u = TaskOf[1] -> [pc |-> "started"]
                                 [] OTHER                      -> user[u]]
    /\ UNCHANGED <<queue, closed, op, array, cause, taken>>

\* Task t's operation returns.
Return(t) ==
    /\ op[t] # "-"
    /\ op' = [op EXCEPT ![t] = "-"]
    /\ S!UReturn(t)
    /\ UNCHANGED <<made, array, cause, taken>>

-----------------------------------------------------------------------------
(* The tasks of the levels.                                                *)

IsLevel(t, k) == k \in Rec /\ t = TaskOf[k]

\* The task at level k evaluates the operands of its select.  Here the next level begins; and append
\* writes behind the inputs of the caller if there is room.
Enter(t, k) ==
    /\ IsLevel(t, k) /\ user[t] = [pc |-> "started"]
    /\ array' = IF Len(Lists[k]) >= 3 /\ N + k <= N + Spare
                THEN [array EXCEPT ![N + k] = DoneOf[k]] ELSE array
    /\ user' = [u \in Task |-> CASE u = t                              -> Pending(TaskOf[k])
                                 [] k + 1 \in Rec /\ u = TaskOf[k + 1] -> [pc |-> "started"]
                                 [] OTHER                              -> user[u]]
    /\ UNCHANGED <<queue, closed, op, made, cause, taken>>

Selected(k) == Shape(TaskOf[k]).cases[user[TaskOf[k]].case].ch
Position(c) == CHOOSE i \in 1..N : Inputs[i] = c
IsInput(c)  == \E i \in 1..N : Inputs[i] = c
\* What the case that has happened at level k has to do with an input.
CauseOf(k)  == IF IsInput(Selected(k)) THEN <<Position(Selected(k)), user[TaskOf[k]].res>>
               ELSE IF k + 1 \in Rec /\ Selected(k) = DoneOf[k + 1] THEN cause[k + 1] ELSE None
HasSelected(k) == user[TaskOf[k]].pc = "returning" /\ user[TaskOf[k]].case > 0

\* The select is over; whatever it has received is forgotten.
Fire(t, k) ==
    /\ IsLevel(t, k) /\ HasSelected(k)
    /\ cause' = [cause EXCEPT ![k] = CauseOf(k)]
    /\ taken' = taken + (IF user[t].res \in Val THEN 1 ELSE 0)
    /\ Then(t, DoneOf[k])
    /\ UNCHANGED <<queue, closed, op, made, array>>

-----------------------------------------------------------------------------
(* What the channels do.                                                   *)

mine == <<op, made, array, cause, taken>>

May(t) == t \in User /\ op[t] = "await" => made

Asks(t)   == S!Pending(t) /\ May(t)
Waiting   == {u \in Task : S!Waits(u)}
Meets(t)  == /\ Asks(t)
             /\ \E u \in Waiting : \E i \in DOMAIN S!Cases(t), j \in DOMAIN S!Cases(u) :
                  LET c == S!Cases(t)[i].ch IN S!Meet(t, i, u, j, c) \/ S!Meet(u, j, t, i, c)
Finds(t)  == Asks(t) /\ \E i \in DOMAIN S!Cases(t) :
                  LET c == S!Cases(t)[i].ch IN c # "nil" /\ S!FindClosed(t, i, c)
Parks(t)  == Asks(t) /\ S!Wait(t)
Closes(t) == user[t].pc = "pending" /\ Shape(user[t].form).kind = "close" /\ S!UClose(t, Shape(user[t].form).ch)
Notices(t) == S!Waits(t) /\ \E i \in DOMAIN S!Cases(t) :
                  LET c == S!Cases(t)[i].ch IN c # "nil" /\ S!Notice(t, i, c)
Acts(t)   == (Meets(t) \/ Finds(t) \/ Parks(t) \/ Closes(t) \/ Notices(t)) /\ UNCHANGED mine

Next == \/ \E t \in User : \/ \E o \in Ops : Call(t, o)
                           \/ Begin(t) \/ Return(t)
        \/ \E t \in Task, k \in Level : Enter(t, k)
        \/ \E t \in Task, k \in Level : Fire(t, k)
        \/ \E t \in Task : Acts(t)

Spec == Init /\ [][Next]_vars
FairSpec == /\ Spec
            /\ \A t \in User : WF_vars(Begin(t) \/ Return(t) \/ Acts(t))
            /\ \A k \in Rec : WF_vars(Enter(TaskOf[k], k) \/ Fire(TaskOf[k], k) \/ Acts(TaskOf[k]))

-----------------------------------------------------------------------------
(* What it does.                                                           *)

Started == {k \in Rec : user[TaskOf[k]].pc # "idle"}
HasEnded(k) == user[TaskOf[k]] = S!Gets(0, "ok")

\* There is a task for every two inputs.
HalfAsManyTasks == Cardinality(Started) <= N \div 2

\* All these start, even if an input is ready: each begins the next one before it selects.
HalfAsManyTasksStart == made ~> (Cardinality(Started) = N \div 2)

\* Once it has fired, all tasks end.
FiredMeansReleased == \A k \in Level : (k \in Rec /\ closed[DoneOf[k]]) ~> (k \in Rec /\ HasEnded(k))

\* If an input is closed, it fires.
FiresIfAnyInputIsClosed == (made /\ 1 \in Rec /\ \E i \in 1..N : closed[Inputs[i]]) ~> (1 \in Rec /\ closed[DoneOf[1]])

(* What one would expect of it as well, and what does not hold.            *)

\* One task is enough.
AtMostOneTask == Cardinality(Started) <= 1

\* The caller's array is the caller's.
ArrayUntouched == [][array' = array]_vars

\* Its tasks end, also if no input fires; whoever started them has no other way to end them.
TasksEnd == made ~> (\A k \in Rec : HasEnded(k))

\* The result is a channel of its own.
ResultIsFresh == made => ~IsInput(Result)

\* The result is a channel.
ResultIsAChannel == made => Result # "nil"

\* It takes one value, from the input that fires it.
TakesAtMostOne == taken <= 1

-----------------------------------------------------------------------------
(* Refinement: what the user relies on.                                    *)

Decided == IF 1 \notin Rec THEN None
           ELSE IF cause[1] # None THEN cause[1]
           ELSE IF HasSelected(1) THEN CauseOf(1) ELSE None

CallView(t) ==
    IF op[t] \notin {"any", "await"}    THEN [pc |-> "idle"]
    ELSE IF user[t].pc = "returning" THEN [pc |-> "returning", res |-> IF op[t] = "any" THEN <<0, "ok">> ELSE Decided]
    ELSE                                  [pc |-> "pending", op |-> op[t]]

Sends(t, c, v) == \E k \in DOMAIN S!Cases(t) : S!Is(t, k, "send", c) /\ S!Cases(t)[k].val = v
OfferOf(c) ==
    (IF closed[c] THEN {"closed"} ELSE {})
    \cup {v \in Val : \E t \in User : (S!Pending(t) \/ S!Waits(t)) /\ Sends(t, c, v)}

UserView == INSTANCE OrChannelSpec WITH
    User <- User, Index <- 1..N,
    offer <- [i \in 1..N |-> OfferOf(Inputs[i])],
    state <- IF Decided # None THEN "fired" ELSE IF made THEN "waiting" ELSE "none",
    firing <- Decided,
    call <- [t \in User |-> CallView(t)]

FirstOfAllInputs == UserView!Spec
=============================================================================
