----------------------- MODULE OrChannelPlaces_proof ------------------------
(***************************************************************************)
(* The invariant of the or-channel, for any tasks, inputs and values: the  *)
(* same as in module OrChannelInd, which TLC checks to be inductive for a  *)
(* few.  Then, where each task can be if the invariant holds, and where    *)
(* the channels can bring it from there (lemma MovesFromPlaces): that is   *)
(* all that the steps of the channels can do to the or-channel.            *)
(*                                                                         *)
(* Assumed (Constants): the or-channel's task, channels, calls and results *)
(* have names of their own; the inputs are a sequence of the program's     *)
(* channels, perhaps with nil; each of these has a capacity; plain calls   *)
(* are about the program's channels, and send its values.                  *)
(***************************************************************************)
EXTENDS OrChannel, TLAPS

\* The or-channel's names are its own, and plain calls are about the program's channels and values.
ASSUME Constants ==
    /\ Or \notin User
    /\ "done" \notin Chan /\ "cancel" \notin Chan
    /\ Inputs \in Seq(Chan \cup {NilChan})
    /\ \A c \in Chan : CapOf(c) \in Nat
    /\ "ok" \notin Val
    /\ Ops \cap {"-", "or", "told", "look", "wait", "done?", "done#", "cancel#"} = {}
    /\ \A f \in Ops \ OrOps :
        /\ Plain(f).kind = "close" => Plain(f).ch \in Chan
        /\ Plain(f).kind = "select" => \A i \in DOMAIN Plain(f).cases :
              /\ Plain(f).cases[i].ch \in Chan \cup {NilChan}
              /\ Plain(f).cases[i].dir = "send" => Plain(f).cases[i].val \in Val

\* All channels; the calls that are not the or-channel's; a task that waits in call f.
Channels  == Chan \cup {"done", "cancel"}
PlainOps  == Ops \ OrOps
Parked(f) == [pc |-> "waiting", form |-> f]

\* The inputs that are not nil, the place of somebody who holds what one has brought, and what can have fired.
Brings     == {i \in 1..N : Inputs[i] # NilChan}
Brought(s) == \E i \in Brings, r \in Val \cup {"closed"} : s = S!Gets(i, r)
Firings    == {None} \cup (Brings \X (Val \cup {"closed"}))

\* A task that has called o can be at s.
AwaitPlaces == {Pending("done?"), Parked("done?"), S!Gets(0, "interrupted"), S!Gets(1, "closed")}
InPlace(o, s) ==
    /\ o = "-"      => s = S!Ready
    /\ o = "or"     => \/ s \in {S!Ready, Pending("wait"), Parked("wait"), S!Gets(N + 1, "closed"), Pending("done#"), S!Gets(0, "ok")}
                       \/ Brought(s)
    /\ o = "any"    => \/ s \in {Pending("look"), S!Gets(0, "default"), Pending("done#"), S!Gets(0, "ok")}
                       \/ Brought(s)
    /\ o = "await"  => s \in AwaitPlaces
    /\ o = "cancel" => s \in AwaitPlaces \cup {Pending("cancel#"), S!Gets(0, "ok"), S!Gets(0, "close of closed channel")}
    /\ o = "told"   => s = S!Gets(firing[1], firing[2])
    /\ o \in PlainOps => \/ s = Pending(o)
                         \/ s = Parked(o) /\ Shape(o).kind = "select"
                         \/ s.pc = "returning"

\* The types.
IsTable == user = [t \in Task |-> user[t]]
TypeInv ==
    /\ op \in [Task -> Ops \cup {"-", "or", "told"}]
    /\ stage \in {"none", "looking", "made"}
    /\ firing \in Firings
    /\ queue \in [Channels -> Seq(Val)]
    /\ closed \in [Channels -> BOOLEAN]
    /\ IsTable

\* Each task is at a place to which its call can bring it.
TasksAreInPlace ==
    /\ \A t \in Task : op[t] = "or" <=> t = Or
    /\ \A t \in Task : InPlace(op[t], user[t])

\* It is made by one task, which looks first, and is made when that has looked.
OneMakesIt ==
    /\ \A t, u \in User : op[t] = "any" /\ op[u] = "any" => t = u
    /\ stage = "none" => \A t \in User : op[t] # "any"
    /\ stage = "looking" => \E t \in User : op[t] = "any"
    /\ \A t \in User : op[t] = "any" => (stage = "looking" <=> user[t] \notin {Pending("done#"), S!Gets(0, "ok")})

\* Until it is made there is no task, nothing has fired, and its channels are open.
NothingBeforeItIsMade ==
    stage # "made" => user[Or] = S!Ready /\ ~HasTaken /\ ~closed["done"] /\ ~closed["cancel"]

\* While the result is open, one task is on its way to close it; nobody is after that, or without an input.
WillClose(t) == \/ user[t] = Pending("done#")
                \/ t = Or /\ user[t] \notin {S!Ready, S!Gets(0, "ok")}
OneWillClose ==
    /\ \A t, u \in Task : WillClose(t) /\ WillClose(u) => t = u
    /\ (\E t \in Task : WillClose(t)) <=> stage = "made" /\ ~NoInput /\ ~closed["done"]

\* There is no task without an input.
NoInputNoTask == NoInput => user[Or] = S!Ready

\* Who has taken something takes nothing more: he closes the result, or has done so.
TakenMeansClosing == HasTaken => closed["done"] \/ \E t \in Task : user[t] = Pending("done#")

\* Nobody closes the result unless something has been taken; the task does so too if it is cancelled.
DoneHasAReason ==
    /\ \A t \in User : user[t] = Pending("done#") => HasTaken
    /\ user[Or] = Pending("done#") \/ closed["done"] => HasTaken \/ closed[CancelChan]

\* Nobody takes the or-channel for cancelled, or his cancel for done, unless it has been cancelled.
HasAsked(t) == op[t] = "cancel" /\ user[t] # Pending("cancel#")
CancelledMeansAsked == IsCancelled \/ (\E t \in User : HasAsked(t)) => closed[CancelChan]

\* Who has cancelled stays until the result is closed.
WhoCancelsStays == closed[CancelChan] /\ ~closed["done"] => \E t \in User : HasAsked(t)

\* Whoever has heard that the result is closed is right.
ToldTheTruth == \A t \in User :
    /\ op[t] \in {"await", "cancel"} /\ user[t] = S!Gets(1, "closed") => closed["done"]
    /\ op[t] = "told" => closed["done"]

\* No queue is longer than its channel has slots.
QueuesFit == \A c \in Channels : Len(queue[c]) <= Capacity(c)

\* Nobody waits who could proceed: to receive beside a value or a sender, to send beside a free slot.
NobodyWaitsInVain == \A c \in Channels : \A t \in Task :
    /\ S!WaitsTo("recv", c, t) => queue[c] = <<>>
    /\ S!WaitsTo("send", c, t) => closed[c] \/ Len(queue[c]) = Capacity(c)
    /\ \A u \in Task : S!WaitsTo("recv", c, t) /\ S!WaitsTo("send", c, u) => t = u

\* What concerns the or-channel, what concerns the channels, and all.
Control  == /\ TasksAreInPlace /\ OneMakesIt /\ NothingBeforeItIsMade /\ OneWillClose /\ NoInputNoTask
            /\ TakenMeansClosing /\ DoneHasAReason /\ CancelledMeansAsked /\ WhoCancelsStays /\ ToldTheTruth
InOrder  == QueuesFit /\ NobodyWaitsInVain
Inv      == TypeInv /\ Control /\ InOrder

-----------------------------------------------------------------------------
(* Places, channels and inner calls.                                       *)

\* What the places look like.
LEMMA Records ==
    /\ \A f : Pending(f).pc = "pending" /\ Pending(f).form = f
    /\ \A f : Parked(f).pc = "waiting" /\ Parked(f).form = f
    /\ \A i, r : S!Gets(i, r).pc = "returning" /\ S!Gets(i, r).case = i /\ S!Gets(i, r).res = r
    /\ S!Ready.pc = "idle"
    /\ \A s : Brought(s) => s.pc = "returning"
  BY DEF Pending, Parked, S!Gets, S!Ready, Brought

\* To park is to wait in the same call.
LEMMA ParkedIsPending == \A f : [Pending(f) EXCEPT !.pc = "waiting"] = Parked(f)
  BY DEF Pending, Parked

\* The list of inputs is one.
LEMMA InputsList ==
    /\ N \in Nat /\ \A i \in 1..N : Inputs[i] \in Chan \cup {NilChan}
    /\ \A i \in 1..N : i \in Index /\ i # N + 1 /\ i # 0
    /\ N + 1 \in Index /\ N + 1 # 0
    /\ \A i \in Index : i \in 1..N \/ i = N + 1
<1>1. Inputs \in Seq(Chan \cup {NilChan})
  BY Constants
<1>2. N \in Nat /\ \A i \in 1..N : Inputs[i] \in Chan \cup {NilChan}
  BY <1>1 DEF N
<1>3. /\ \A i \in 1..N : i \in Index /\ i # N + 1 /\ i # 0
      /\ N + 1 \in Index /\ N + 1 # 0
      /\ \A i \in Index : i \in 1..N \/ i = N + 1
  BY <1>2 DEF Index
<1> QED BY <1>2, <1>3

\* What an input has brought tells from which it came, and is not "ok".
LEMMA BroughtByAnInput ==
    \A s : Brought(s) => s.pc = "returning" /\ s.case \in 1..N /\ s.case # 0 /\ s.case # N + 1 /\ s.res # "ok"
<1> SUFFICES ASSUME NEW s, NEW i \in Brings, NEW r \in Val \cup {"closed"}, s = S!Gets(i, r)
             PROVE  s.pc = "returning" /\ s.case \in 1..N /\ s.case # 0 /\ s.case # N + 1 /\ s.res # "ok"
  BY DEF Brought
<1>1. "ok" \notin Val
  BY Constants
<1>2. i \in 1..N /\ i # 0 /\ i # N + 1
  BY InputsList DEF Brings
<1>3. s.pc = "returning" /\ s.case = i /\ s.res = r
  BY Records
<1> QED BY <1>1, <1>2, <1>3

\* The or-channel's channels have no slots.
LEMMA Capacities ==
    /\ Capacity("done") = 0 /\ Capacity("cancel") = 0
    /\ \A c \in Channels : Capacity(c) \in Nat
    /\ "done" \in Channels /\ "cancel" \in Channels /\ CancelChan \in {"done", "cancel"}
    /\ "done" # NilChan /\ "cancel" # NilChan /\ Done = "done"
    /\ NoInput <=> CancelChan = "done"
  BY Constants DEF Capacity, Channels, CancelChan, NilChan, Done

\* The inner calls of the or-channel.
LEMMA OwnShapes ==
    /\ \A f \in {"look", "wait"} :
        /\ Shape(f).kind = "select" /\ DOMAIN Shape(f).cases = Index
        /\ \A i \in Index : /\ Shape(f).cases[i].dir = "recv"
                            /\ Shape(f).cases[i].ch = IF i = N + 1 THEN CancelChan ELSE Inputs[i]
    /\ Shape("look").mode = "default" /\ Shape("wait").mode = "block"
    /\ Shape("done?").kind = "select" /\ DOMAIN Shape("done?").cases = {1} /\ Shape("done?").mode = "block"
    /\ Shape("done?").cases[1].dir = "recv" /\ Shape("done?").cases[1].ch = "done"
    /\ Shape("done#").kind = "close" /\ Shape("done#").ch = "done"
    /\ Shape("cancel#").kind = "close" /\ Shape("cancel#").ch = CancelChan
<1>1. \A f \in {"look", "wait", "done?", "done#", "cancel#"} : Shape(f) = InnerShape(f)
  BY DEF Shape, Shapes
<1>2. /\ Shape("look") = [kind |-> "select", cases |-> FirstOfAll, mode |-> "default"]
      /\ Shape("wait") = [kind |-> "select", cases |-> FirstOfAll, mode |-> "block"]
      /\ Shape("done?") = [kind |-> "select", cases |-> <<Receiving(Done)>>, mode |-> "block"]
      /\ Shape("done#") = [kind |-> "close", ch |-> Done]
      /\ Shape("cancel#") = [kind |-> "close", ch |-> CancelChan]
  BY <1>1 DEF InnerShape
<1>3. /\ DOMAIN FirstOfAll = Index
      /\ \A i \in Index : /\ FirstOfAll[i].dir = "recv"
                          /\ FirstOfAll[i].ch = IF i = N + 1 THEN CancelChan ELSE Inputs[i]
  BY InputsList DEF FirstOfAll, Receiving, Index
<1>4. DOMAIN <<Receiving(Done)>> = {1} /\ <<Receiving(Done)>>[1].dir = "recv" /\ <<Receiving(Done)>>[1].ch = "done"
  BY DEF Receiving, Done
<1> QED BY <1>2, <1>3, <1>4 DEF Done

\* Which of them are selects.
LEMMA OwnKinds ==
    /\ Shape("look").kind = "select" /\ Shape("wait").kind = "select" /\ Shape("done?").kind = "select"
    /\ Shape("done#").kind # "select" /\ Shape("cancel#").kind # "select"
    /\ Shape("look").kind # "close" /\ Shape("wait").kind # "close" /\ Shape("done?").kind # "close"
  BY OwnShapes

\* The plain calls.
LEMMA PlainShapes ==
  ASSUME NEW f \in PlainOps
  PROVE  /\ f \notin {"-", "or", "told", "any", "await", "cancel", "look", "wait", "done?", "done#", "cancel#"}
         /\ Shape(f).kind = "close" => Shape(f).ch \in Chan
         /\ Shape(f).kind = "select" => \A i \in DOMAIN Shape(f).cases :
              /\ Shape(f).cases[i].ch \in Chan \cup {NilChan}
              /\ Shape(f).cases[i].dir = "send" => Shape(f).cases[i].val \in Val
<1>1. f \notin {"-", "or", "told", "any", "await", "cancel", "look", "wait", "done?", "done#", "cancel#"}
  BY Constants DEF PlainOps, OrOps
<1>2. Shape(f) = InnerShape(f)
  BY DEF Shape, Shapes, PlainOps
<1>3. InnerShape(f) = Plain(f)
  BY <1>1 DEF InnerShape
<1> QED BY <1>1, <1>2, <1>3, Constants DEF PlainOps

\* What can be called.
LEMMA OpKinds ==
    /\ \A o \in Ops \cup {"-", "or", "told"} : o \in {"-", "or", "told", "any", "await", "cancel"} \/ o \in PlainOps
    /\ Or \in Task /\ \A t \in Task : t \in User \/ t = Or
    /\ \A t \in User : t \in Task /\ t # Or
  BY Constants DEF PlainOps, OrOps, Task

-----------------------------------------------------------------------------
(* What a step of the channels does to each task.                          *)

\* Task t's select comes to s: a receive, a send, or no case at all.
Receives(t, s) == \E i \in DOMAIN S!Cases(t) :
                     /\ S!Cases(t)[i].dir = "recv" /\ S!Cases(t)[i].ch # NilChan
                     /\ \E r \in OfferOf(S!Cases(t)[i].ch) : s = S!Gets(i, r)
Sent(t, s)     == s.pc = "returning" /\ \E i \in DOMAIN S!Cases(t) : S!Cases(t)[i].dir = "send"
Idles(t, s)    == \/ S!Pending(t) /\ S!Mode(t) # "default" /\ s = Parked(user[t].form)
                  \/ S!Pending(t) /\ S!Mode(t) = "default" /\ s = S!Gets(0, "default")
                  \/ t \in User /\ (S!Waits(t) \/ S!Mode(t) # "default") /\ s = S!Gets(0, "interrupted")
                  \/ S!Waits(t) /\ S!Mode(t) = "timed" /\ s = S!Gets(0, "timed out")
Moves(t, s)    == (S!Pending(t) \/ S!Waits(t)) /\ (Receives(t, s) \/ Sent(t, s) \/ Idles(t, s))

\* Task t moves, and perhaps with it a partner whose call is plain.
ChannelStep(t) ==
    /\ Moves(t, user'[t])
    /\ \A u \in Task \ {t} : user'[u] = user[u] \/ (op[u] \in PlainOps /\ Moves(u, user'[u]))
    /\ UNCHANGED <<closed, op, stage, firing>>

\* Where each task is.
LEMMA PlaceOf ==
  ASSUME TypeInv, TasksAreInPlace, NEW t \in Task
  PROVE  \/ op[t] = "-" /\ t \in User /\ user[t] = S!Ready
         \/ op[t] = "or" /\ t = Or
            /\ \/ user[t] \in {S!Ready, Pending("wait"), Parked("wait"), S!Gets(N + 1, "closed"), Pending("done#"), S!Gets(0, "ok")}
               \/ Brought(user[t])
         \/ op[t] = "any" /\ t \in User
            /\ \/ user[t] \in {Pending("look"), S!Gets(0, "default"), Pending("done#"), S!Gets(0, "ok")}
               \/ Brought(user[t])
         \/ op[t] = "await" /\ t \in User
            /\ user[t] \in {Pending("done?"), Parked("done?"), S!Gets(0, "interrupted"), S!Gets(1, "closed")}
         \/ op[t] = "cancel" /\ t \in User
            /\ user[t] \in {Pending("done?"), Parked("done?"), S!Gets(0, "interrupted"), S!Gets(1, "closed"),
                            Pending("cancel#"), S!Gets(0, "ok"), S!Gets(0, "close of closed channel")}
         \/ op[t] = "told" /\ t \in User /\ user[t] = S!Gets(firing[1], firing[2])
         \/ op[t] \in PlainOps /\ op[t] \notin {"or", "any", "await", "cancel"} /\ t \in User
            /\ (user[t] = Pending(op[t]) \/ (user[t] = Parked(op[t]) /\ Shape(op[t]).kind = "select") \/ user[t].pc = "returning")
<1>1. InPlace(op[t], user[t]) /\ (op[t] = "or" <=> t = Or) /\ op[t] \in Ops \cup {"-", "or", "told"}
  BY DEF TypeInv, TasksAreInPlace
<1>2. op[t] \in {"-", "or", "told", "any", "await", "cancel"} \/ op[t] \in PlainOps
  BY <1>1, OpKinds
<1>3. op[t] \in PlainOps => op[t] \notin {"or", "any", "await", "cancel"}
  BY PlainShapes
<1>4. t \in User <=> op[t] # "or"
  BY <1>1, OpKinds
<1>5. CASE op[t] \in {"-", "or", "told"}
  BY <1>1, <1>4, <1>5 DEF InPlace
<1>6. CASE op[t] \in {"any", "await", "cancel"}
  BY <1>1, <1>4, <1>6 DEF InPlace, AwaitPlaces
<1>7. CASE op[t] \in PlainOps
  BY <1>1, <1>3, <1>4, <1>7 DEF InPlace
<1> QED BY <1>2, <1>5, <1>6, <1>7

\* Where it may be.
LEMMA PlaceIn ==
    /\ InPlace("-", S!Ready) /\ InPlace("told", S!Gets(firing[1], firing[2]))
    /\ \A s : Brought(s) => InPlace("or", s) /\ InPlace("any", s)
    /\ \A s \in {S!Ready, Pending("wait"), Parked("wait"), S!Gets(N + 1, "closed"), Pending("done#"), S!Gets(0, "ok")} : InPlace("or", s)
    /\ \A s \in {Pending("look"), S!Gets(0, "default"), Pending("done#"), S!Gets(0, "ok")} : InPlace("any", s)
    /\ \A s \in {Pending("done?"), Parked("done?"), S!Gets(0, "interrupted"), S!Gets(1, "closed")} : InPlace("await", s) /\ InPlace("cancel", s)
    /\ \A s \in {Pending("cancel#"), S!Gets(0, "ok"), S!Gets(0, "close of closed channel")} : InPlace("cancel", s)
    /\ \A o \in PlainOps : /\ InPlace(o, Pending(o)) /\ (Shape(o).kind = "select" => InPlace(o, Parked(o)))
                           /\ \A s : s.pc = "returning" => InPlace(o, s)
<1>1. /\ "-" \notin PlainOps /\ "told" \notin PlainOps /\ "or" \notin PlainOps
      /\ "any" \notin PlainOps /\ "await" \notin PlainOps /\ "cancel" \notin PlainOps
  BY PlainShapes
<1>2. InPlace("-", S!Ready) /\ InPlace("told", S!Gets(firing[1], firing[2]))
  BY <1>1 DEF InPlace
<1>3. \A s : Brought(s) => InPlace("or", s) /\ InPlace("any", s)
  BY <1>1 DEF InPlace
<1>4. \A s \in {S!Ready, Pending("wait"), Parked("wait"), S!Gets(N + 1, "closed"), Pending("done#"), S!Gets(0, "ok")} : InPlace("or", s)
  BY <1>1 DEF InPlace
<1>5. \A s \in {Pending("look"), S!Gets(0, "default"), Pending("done#"), S!Gets(0, "ok")} : InPlace("any", s)
  BY <1>1 DEF InPlace
<1>6. \A s \in {Pending("done?"), Parked("done?"), S!Gets(0, "interrupted"), S!Gets(1, "closed")} : InPlace("await", s) /\ InPlace("cancel", s)
  BY <1>1 DEF InPlace, AwaitPlaces
<1>7. \A s \in {Pending("cancel#"), S!Gets(0, "ok"), S!Gets(0, "close of closed channel")} : InPlace("cancel", s)
  BY <1>1 DEF InPlace
<1>8. \A o \in PlainOps : /\ InPlace(o, Pending(o)) /\ (Shape(o).kind = "select" => InPlace(o, Parked(o)))
                          /\ \A s : s.pc = "returning" => InPlace(o, s)
  BY <1>1 DEF InPlace
<1> QED BY <1>2, <1>3, <1>4, <1>5, <1>6, <1>7, <1>8

\* A step after which each task is at such a place, and which does not change what has been told.
LEMMA StaysInPlace ==
  ASSUME \A t \in Task : op'[t] = "or" <=> t = Or, \A t \in Task : InPlace(op'[t], user'[t]),
         firing' = firing \/ \A t \in Task : op'[t] # "told"
  PROVE  TasksAreInPlace'
  BY DEF TasksAreInPlace, InPlace

\* Where a task is that selects, and that it is not in a close.
LEMMA AtASelect ==
  ASSUME TypeInv, TasksAreInPlace, NEW t \in Task, S!Pending(t) \/ S!Waits(t)
  PROVE  \/ op[t] = "or"  /\ t = Or /\ user[t] \in {Pending("wait"), Parked("wait")} /\ user[t].form = "wait"
         \/ op[t] = "any" /\ t \in User /\ user[t] = Pending("look") /\ user[t].form = "look"
         \/ op[t] \in {"await", "cancel"} /\ t \in User /\ user[t] \in {Pending("done?"), Parked("done?")} /\ user[t].form = "done?"
         \/ op[t] \in PlainOps /\ t \in User /\ user[t] \in {Pending(op[t]), Parked(op[t])} /\ user[t].form = op[t]
            /\ Shape(op[t]).kind = "select"
<1>1. user[t].pc = "waiting" \/ (user[t].pc = "pending" /\ Shape(user[t].form).kind = "select")
  BY DEF S!Pending, S!Waits
<1>2. user[t].pc # "returning" /\ user[t].pc # "idle"
  BY <1>1
<1>3. user[t] # S!Ready /\ ~Brought(user[t]) /\ \A i, r : user[t] # S!Gets(i, r)
  BY <1>2, Records
<1>4. user[t] # Pending("done#") /\ user[t] # Pending("cancel#")
      /\ \A f : (user[t] = Pending(f) \/ user[t] = Parked(f)) => user[t].form = f
      /\ \A g : user[t] = Pending(g) => Shape(g).kind = "select"
  <2>1. \A f : user[t] = Pending(f) \/ user[t] = Parked(f) => user[t].form = f
    BY Records
  <2>2. \A f : user[t] = Pending(f) => Shape(f).kind = "select"
    BY <1>1, <2>1, Records
  <2> QED BY <2>1, <2>2, OwnKinds
<1>5. CASE op[t] = "-" /\ t \in User /\ user[t] = S!Ready
  BY <1>3, <1>5
<1>6. CASE op[t] = "or" /\ t = Or
           /\ \/ user[t] \in {S!Ready, Pending("wait"), Parked("wait"), S!Gets(N + 1, "closed"), Pending("done#"), S!Gets(0, "ok")}
              \/ Brought(user[t])
  <2>1. user[t] \in {Pending("wait"), Parked("wait")}
    BY <1>3, <1>4, <1>6
  <2> QED BY <1>4, <1>6, <2>1
<1>7. CASE op[t] = "any" /\ t \in User
           /\ \/ user[t] \in {Pending("look"), S!Gets(0, "default"), Pending("done#"), S!Gets(0, "ok")}
              \/ Brought(user[t])
  <2>1. user[t] = Pending("look")
    BY <1>3, <1>4, <1>7
  <2> QED BY <1>4, <1>7, <2>1
<1>8. CASE op[t] \in {"await", "cancel"} /\ t \in User
           /\ user[t] \in {Pending("done?"), Parked("done?"), S!Gets(0, "interrupted"), S!Gets(1, "closed"),
                           Pending("cancel#"), S!Gets(0, "ok"), S!Gets(0, "close of closed channel")}
  <2>1. user[t] \in {Pending("done?"), Parked("done?")}
    BY <1>3, <1>4, <1>8
  <2> QED BY <1>4, <1>8, <2>1
<1>9. CASE op[t] = "told" /\ t \in User /\ user[t] = S!Gets(firing[1], firing[2])
  BY <1>3, <1>9
<1>10. CASE op[t] \in PlainOps /\ t \in User
            /\ (user[t] = Pending(op[t]) \/ (user[t] = Parked(op[t]) /\ Shape(op[t]).kind = "select") \/ user[t].pc = "returning")
  BY <1>2, <1>4, <1>10
<1> QED BY <1>5, <1>6, <1>7, <1>8, <1>9, <1>10, PlaceOf

\* Only plain calls send, and they send values on the program's channels.
LEMMA WhoSends ==
  ASSUME TypeInv, TasksAreInPlace, NEW t \in Task, S!Pending(t) \/ S!Waits(t),
         NEW i \in DOMAIN S!Cases(t), S!Cases(t)[i].dir = "send"
  PROVE  /\ t \in User /\ op[t] \in PlainOps
         /\ S!Cases(t)[i].ch \in Chan \cup {NilChan} /\ S!Cases(t)[i].val \in Val
<1>1. S!Cases(t) = Shape(user[t].form).cases
  BY DEF S!Cases
<1>2. user[t].form \notin {"wait", "look", "done?"}
  BY <1>1, OwnShapes
<1>3. op[t] \in PlainOps /\ t \in User /\ user[t].form = op[t] /\ Shape(op[t]).kind = "select"
  BY <1>2, AtASelect
<1> QED BY <1>1, <1>3, PlainShapes

\* What a channel can offer; the or-channel's own offer nothing but that they are closed.
LEMMA Offers ==
  ASSUME TypeInv, TasksAreInPlace, QueuesFit, NEW c \in Channels
  PROVE  /\ OfferOf(c) \subseteq Val \cup {"closed"}
         /\ c \in {"done", "cancel"} => \A r \in OfferOf(c) : r = "closed" /\ closed[c]
<1>1. queue[c] \in Seq(Val)
  BY DEF TypeInv
<1>2. \A k \in 1..(IF queue[c] = <<>> THEN 0 ELSE 1) : queue[c] # <<>> /\ queue[c][k] \in Val
  BY <1>1
<1>3. c \in {"done", "cancel"} => queue[c] = <<>>
  BY <1>1, Capacities DEF QueuesFit
<1>4. ASSUME c \in {"done", "cancel"}, NEW t \in User, NEW v \in Val, Sends(t, c, v) PROVE FALSE
  <2>1. t \in Task
    BY OpKinds
  <2>2. \E i \in DOMAIN S!Cases(t) : S!Cases(t)[i].dir = "send" /\ S!Cases(t)[i].ch = c
    BY <1>4 DEF Sends, S!Is
  <2>3. S!Pending(t) \/ S!Waits(t)
    BY <1>4 DEF Sends
  <2>4. c \in Chan \cup {NilChan}
    BY <2>1, <2>2, <2>3, WhoSends
  <2> QED BY <1>4, <2>4, Constants, Capacities
<1> QED BY <1>2, <1>3, <1>4 DEF OfferOf

\* Where a task can come to from where it is.
LEMMA MovesFromPlaces ==
  ASSUME TypeInv, Control, QueuesFit, NEW t \in Task, NEW s, Moves(t, s)
  PROVE  \/ /\ op[t] = "or" /\ t = Or /\ user[t] \in {Pending("wait"), Parked("wait")}
            /\ \/ s = Parked("wait")
               \/ s = S!Gets(N + 1, "closed") /\ closed[CancelChan]
               \/ \E i \in Brings : \E r \in OfferOf(Inputs[i]) : r \in Val \cup {"closed"} /\ s = S!Gets(i, r)
         \/ /\ op[t] = "any" /\ t \in User /\ user[t] = Pending("look")
            /\ \/ s = S!Gets(0, "default")
               \/ \E i \in Brings : \E r \in OfferOf(Inputs[i]) : r \in Val \cup {"closed"} /\ s = S!Gets(i, r)
         \/ /\ op[t] \in {"await", "cancel"} /\ t \in User /\ user[t] \in {Pending("done?"), Parked("done?")}
            /\ \/ s \in {Parked("done?"), S!Gets(0, "interrupted")}
               \/ s = S!Gets(1, "closed") /\ closed["done"]
         \/ op[t] \in PlainOps /\ t \in User /\ user[t].pc \in {"pending", "waiting"}
            /\ (s.pc = "returning" \/ (s = Parked(op[t]) /\ Shape(op[t]).kind = "select"))
<1>1. S!Cases(t) = Shape(user[t].form).cases /\ S!Mode(t) = Shape(user[t].form).mode
  BY DEF S!Cases, S!Mode
<1>2. S!Pending(t) \/ S!Waits(t)
  BY DEF Moves
<1>3. user[t].pc \in {"pending", "waiting"} /\ (S!Waits(t) => user[t].pc = "waiting")
  BY <1>2 DEF S!Pending, S!Waits
<1>4. TasksAreInPlace
  BY DEF Control
<1>5. \A i \in 1..N : Inputs[i] # NilChan => Inputs[i] \in Channels
  BY InputsList DEF Channels
<1>6. ASSUME user[t].form \in {"look", "wait"}, Receives(t, s)
      PROVE  \/ s = S!Gets(N + 1, "closed") /\ closed[CancelChan]
             \/ \E i \in Brings : \E r \in OfferOf(Inputs[i]) : r \in Val \cup {"closed"} /\ s = S!Gets(i, r)
  <2>1. PICK i, r : /\ i \in DOMAIN S!Cases(t) /\ S!Cases(t)[i].ch # NilChan
                    /\ r \in OfferOf(S!Cases(t)[i].ch) /\ s = S!Gets(i, r)
    BY <1>6 DEF Receives
  <2>2. i \in Index /\ S!Cases(t)[i].ch = IF i = N + 1 THEN CancelChan ELSE Inputs[i]
    <3>1. Shape(user[t].form).kind = "select" /\ DOMAIN Shape(user[t].form).cases = Index
          /\ \A k \in Index : Shape(user[t].form).cases[k].ch = IF k = N + 1 THEN CancelChan ELSE Inputs[k]
      BY <1>6, OwnShapes
    <3> QED BY <1>1, <2>1, <3>1
  <2>3. CASE i = N + 1
    <3>1. r \in OfferOf(CancelChan)
      BY <2>1, <2>2, <2>3
    <3>2. CancelChan \in Channels /\ CancelChan \in {"done", "cancel"}
      BY Capacities
    <3>3. r = "closed" /\ closed[CancelChan]
      BY <1>4, <3>1, <3>2, Offers
    <3> QED BY <2>1, <2>3, <3>3
  <2>4. CASE i # N + 1
    <3>1. i \in 1..N /\ S!Cases(t)[i].ch = Inputs[i]
      BY <2>2, <2>4, InputsList
    <3>2. i \in Brings /\ r \in OfferOf(Inputs[i]) /\ Inputs[i] \in Channels
      BY <1>5, <2>1, <3>1 DEF Brings
    <3>3. r \in Val \cup {"closed"}
      BY <1>4, <3>2, Offers
    <3> QED BY <2>1, <3>2, <3>3
  <2> QED BY <2>3, <2>4
<1>7. CASE op[t] = "or" /\ t = Or /\ user[t] \in {Pending("wait"), Parked("wait")} /\ user[t].form = "wait"
  <2>1. ~Sent(t, s)
    BY <1>1, <1>7, OwnShapes DEF Sent
  <2>2. Idles(t, s) => s = Parked("wait")
    BY <1>1, <1>7, OwnShapes, OpKinds DEF Idles
  <2> QED BY <1>6, <1>7, <2>1, <2>2 DEF Moves
<1>8. CASE op[t] = "any" /\ t \in User /\ user[t] = Pending("look") /\ user[t].form = "look"
  <2>1. ~Sent(t, s)
    BY <1>1, <1>8, OwnShapes DEF Sent
  <2>2. Idles(t, s) => s = S!Gets(0, "default")
    BY <1>1, <1>3, <1>8, OwnShapes, Records DEF Idles
  <2>3. ~closed[CancelChan]
    BY <1>8, Records, Capacities DEF Control, OneMakesIt, NothingBeforeItIsMade
  <2> QED BY <1>6, <1>8, <2>1, <2>2, <2>3 DEF Moves
<1>9. CASE op[t] \in {"await", "cancel"} /\ t \in User /\ user[t] \in {Pending("done?"), Parked("done?")} /\ user[t].form = "done?"
  <2>1. ~Sent(t, s)
    BY <1>1, <1>9, OwnShapes DEF Sent
  <2>2. Idles(t, s) => s \in {Parked("done?"), S!Gets(0, "interrupted")}
    BY <1>1, <1>9, OwnShapes DEF Idles
  <2>3. Receives(t, s) => s = S!Gets(1, "closed") /\ closed["done"]
    BY <1>1, <1>4, <1>9, OwnShapes, Capacities, Offers DEF Receives
  <2> QED BY <1>9, <2>1, <2>2, <2>3 DEF Moves
<1>10. CASE op[t] \in PlainOps /\ t \in User /\ user[t].form = op[t] /\ Shape(op[t]).kind = "select"
  <2>1. Receives(t, s) \/ Sent(t, s) => s.pc = "returning"
    BY Records DEF Receives, Sent
  <2>2. Idles(t, s) => s.pc = "returning" \/ s = Parked(op[t])
    BY <1>10, Records DEF Idles
  <2> QED BY <1>3, <1>10, <2>1, <2>2 DEF Moves
<1> QED BY <1>2, <1>4, <1>7, <1>8, <1>9, <1>10, AtASelect
=============================================================================
