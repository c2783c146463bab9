------------------------ MODULE OrChannelTurns_proof ------------------------
(***************************************************************************)
(* The or-channel's invariant holds at the start, and the common steps keep*)
(* it: what the channels do, calls, returns, and what somebody who awaits  *)
(* or cancels does between his inner calls.                                *)
(*                                                                         *)
(* The channels need one lemma, ChannelStepKeeps, for part one has shown   *)
(* that each of their actions comes to the same relation (Proceeds).  The  *)
(* others are one relation, too: a task turns to another place or call, and*)
(* neither makes the or-channel nor closes its channels (TaskTurns).       *)
(***************************************************************************)
EXTENDS OrChannelMoves_proof, TLAPS

\* It holds at the start.
LEMMA InitInv == Init => Inv
<1> SUFFICES ASSUME Init PROVE Inv
  OBVIOUS
<1>1. /\ \A t \in Task : user[t] = S!Ready
      /\ \A t \in Task : op[t] = IF t = Or THEN "or" ELSE "-"
      /\ \A c \in Channels : queue[c] = <<>> /\ closed[c] = FALSE
      /\ stage = "none" /\ firing = None
  BY DEF Init, S!UInit, Channels
<1>2. TypeInv
  <2>1. op \in [Task -> Ops \cup {"-", "or", "told"}]
    BY DEF Init
  <2>2. firing \in Firings
    BY <1>1 DEF Firings
  <2>3. queue \in [Channels -> Seq(Val)] /\ closed \in [Channels -> BOOLEAN]
    BY DEF Init, S!UInit, Channels
  <2>4. IsTable
    BY DEF Init, S!UInit, IsTable
  <2> QED BY <1>1, <2>1, <2>2, <2>3, <2>4 DEF TypeInv
<1>3. TasksAreInPlace
  BY <1>1, PlaceIn DEF TasksAreInPlace
<1>4. /\ \A t \in User : op[t] = "-" /\ user[t] = S!Ready
      /\ user[Or] = S!Ready /\ ~closed["done"] /\ ~closed["cancel"] /\ ~closed[CancelChan]
      /\ ~HasTaken /\ ~IsCancelled
      /\ \A t \in Task : user[t] # Pending("done#")
  <2>1. user[Or] = S!Ready /\ \A t \in User : op[t] = "-" /\ user[t] = S!Ready
    BY <1>1, OpKinds
  <2>2. ~closed["done"] /\ ~closed["cancel"] /\ ~closed[CancelChan]
    BY <1>1, Capacities
  <2>3. ~HasTaken
    BY <1>1 DEF HasTaken
  <2>4. ~IsCancelled
    BY <2>1, Records DEF IsCancelled
  <2>5. \A t \in Task : user[t] # Pending("done#")
    BY <1>1, Records
  <2> QED BY <2>1, <2>2, <2>3, <2>4, <2>5
<1>5. Control
  <2>1. OneMakesIt /\ NothingBeforeItIsMade /\ NoInputNoTask /\ TakenMeansClosing
    BY <1>1, <1>4 DEF OneMakesIt, NothingBeforeItIsMade, NoInputNoTask, TakenMeansClosing
  <2>2. \A t \in Task : ~WillClose(t)
    BY <1>4 DEF WillClose
  <2>3. OneWillClose
    BY <1>1, <2>2 DEF OneWillClose
  <2>4. DoneHasAReason
    BY <1>4, OpKinds DEF DoneHasAReason
  <2>5. \A t \in User : ~HasAsked(t)
    BY <1>4 DEF HasAsked
  <2>6. CancelledMeansAsked /\ WhoCancelsStays
    BY <1>4, <2>5 DEF CancelledMeansAsked, WhoCancelsStays
  <2>7. ToldTheTruth
    BY <1>4 DEF ToldTheTruth
  <2> QED BY <1>3, <2>1, <2>3, <2>4, <2>6, <2>7 DEF Control
<1>6. \A dir, c : \A t \in Task : ~S!WaitsTo(dir, c, t)
  BY <1>1, Records DEF S!WaitsTo, S!Waits
<1>7. InOrder
  BY <1>1, <1>6, Capacities DEF InOrder, QueuesFit, NobodyWaitsInVain
<1> QED BY <1>2, <1>5, <1>7 DEF Inv

\* What a move of the channels does not change about a task.
LEMMA MoveKeeps ==
  ASSUME TypeInv, Control, QueuesFit, NEW t \in Task, NEW s, Moves(t, s)
  PROVE  /\ InPlace(op[t], s)
         /\ s # Pending("done#") /\ user[t] # Pending("done#")
         /\ op[t] = "any" => s # S!Gets(0, "ok") /\ user[t] # S!Gets(0, "ok")
         /\ t = Or => s \notin {S!Ready, S!Gets(0, "ok")} /\ user[t] \notin {S!Ready, S!Gets(0, "ok")}
         /\ t = Or /\ s = S!Gets(N + 1, "closed") => closed[CancelChan]
         /\ op[t] = "cancel" => s # Pending("cancel#") /\ user[t] # Pending("cancel#")
         /\ op[t] \in {"await", "cancel"} /\ s = S!Gets(1, "closed") => closed["done"]
<1>1. op[t] = "or" <=> t = Or
  BY DEF Control, TasksAreInPlace
<1>2. CASE /\ op[t] = "or" /\ t = Or /\ user[t] \in {Pending("wait"), Parked("wait")}
           /\ \/ s = Parked("wait")
              \/ s = S!Gets(N + 1, "closed") /\ closed[CancelChan]
              \/ \E i \in Brings : \E r \in OfferOf(Inputs[i]) : r \in Val \cup {"closed"} /\ s = S!Gets(i, r)
  <2>1. s = Parked("wait") \/ (s = S!Gets(N + 1, "closed") /\ closed[CancelChan]) \/ Brought(s)
    BY <1>2 DEF Brought
  <2>2. InPlace("or", s)
    BY <2>1, PlaceIn
  <2>3. s \notin {S!Ready, Pending("done#"), S!Gets(0, "ok")} /\ (s = S!Gets(N + 1, "closed") => closed[CancelChan])
    BY <2>1, BroughtByAnInput, InputsList, Records
  <2>4. user[t] \notin {S!Ready, Pending("done#"), S!Gets(0, "ok")}
    BY <1>2, Records
  <2> QED BY <1>2, <2>2, <2>3, <2>4
<1>3. CASE /\ op[t] = "any" /\ t \in User /\ user[t] = Pending("look")
           /\ \/ s = S!Gets(0, "default")
              \/ \E i \in Brings : \E r \in OfferOf(Inputs[i]) : r \in Val \cup {"closed"} /\ s = S!Gets(i, r)
  <2>1. s = S!Gets(0, "default") \/ Brought(s)
    BY <1>3 DEF Brought
  <2>2. InPlace("any", s)
    BY <2>1, PlaceIn
  <2>3. s # Pending("done#") /\ s # S!Gets(0, "ok")
    BY <2>1, BroughtByAnInput, Records
  <2>4. user[t] # Pending("done#") /\ user[t] # S!Gets(0, "ok") /\ t # Or
    BY <1>3, Records, OpKinds
  <2> QED BY <1>3, <2>2, <2>3, <2>4
<1>4. CASE /\ op[t] \in {"await", "cancel"} /\ t \in User /\ user[t] \in {Pending("done?"), Parked("done?")}
           /\ \/ s \in {Parked("done?"), S!Gets(0, "interrupted")}
              \/ s = S!Gets(1, "closed") /\ closed["done"]
  <2>1. InPlace(op[t], s)
    BY <1>4, PlaceIn
  <2> QED BY <1>4, <2>1, Records, OpKinds
<1>5. CASE op[t] \in PlainOps /\ t \in User /\ user[t].pc \in {"pending", "waiting"}
           /\ (s.pc = "returning" \/ (s = Parked(op[t]) /\ Shape(op[t]).kind = "select"))
  <2>1. InPlace(op[t], s)
    BY <1>5, PlaceIn
  <2>2. user[t] # Pending("done#")
    <3>1. op[t] # "done#" /\ op[t] \notin {"-", "or", "told", "any", "await", "cancel"}
      BY <1>5, PlainShapes
    <3>2. user[t] = Pending(op[t]) \/ user[t] = Parked(op[t])
      BY <1>5, <3>1, PlaceOf DEF Control
    <3> QED BY <3>1, <3>2, Records
  <2> QED BY <1>5, <2>1, <2>2, Records, OpKinds, PlainShapes
<1> QED BY <1>2, <1>3, <1>4, <1>5, MovesFromPlaces

\* A step in which nobody goes to close the result, or comes from there, keeps what is said of that.
LEMMA NobodyCloses ==
  ASSUME Control, firing' = firing, closed'["done"] = closed["done"], closed'["cancel"] = closed["cancel"],
         stage' = "made" <=> stage = "made",
         \A u \in Task : user'[u] = Pending("done#") <=> user[u] = Pending("done#"),
         user'[Or] \in {S!Ready, S!Gets(0, "ok")} <=> user[Or] \in {S!Ready, S!Gets(0, "ok")},
         user'[Or] = S!Ready <=> user[Or] = S!Ready
  PROVE  OneWillClose' /\ NothingBeforeItIsMade' /\ NoInputNoTask' /\ TakenMeansClosing' /\ DoneHasAReason'
<1>1. \A u \in Task : WillClose(u)' <=> WillClose(u)
  BY DEF WillClose
<1>2. HasTaken' <=> HasTaken
  BY DEF HasTaken
<1>3. OneWillClose'
  BY <1>1 DEF Control, OneWillClose
<1>4. closed'[CancelChan] = closed[CancelChan]
  BY Capacities
<1>5. NothingBeforeItIsMade' /\ NoInputNoTask'
  BY <1>2 DEF Control, NothingBeforeItIsMade, NoInputNoTask
<1>6. TakenMeansClosing' /\ DoneHasAReason'
  BY <1>2, <1>4, OpKinds DEF Control, TakenMeansClosing, DoneHasAReason
<1> QED BY <1>3, <1>5, <1>6

\* A step of the channels keeps the invariant.
LEMMA ChannelStepKeeps ==
  ASSUME Inv, NEW t \in Task, Proceeds(t)
  PROVE  Inv'
<1>1. /\ \A u \in Task : user'[u] = user[u] \/ Moves(u, user'[u])
      /\ closed' = closed /\ op' = op /\ stage' = stage /\ firing' = firing
  BY DEF Proceeds, ChannelStep
<1>2. TypeInv'
  BY <1>1 DEF Proceeds, Inv, TypeInv
<1>3. \A u \in Task : user'[u] = user[u]
         \/ /\ InPlace(op[u], user'[u])
            /\ user'[u] # Pending("done#") /\ user[u] # Pending("done#")
            /\ op[u] = "any" => user'[u] # S!Gets(0, "ok") /\ user[u] # S!Gets(0, "ok")
            /\ u = Or => user'[u] \notin {S!Ready, S!Gets(0, "ok")} /\ user[u] \notin {S!Ready, S!Gets(0, "ok")}
            /\ u = Or /\ user'[u] = S!Gets(N + 1, "closed") => closed[CancelChan]
            /\ op[u] = "cancel" => user'[u] # Pending("cancel#") /\ user[u] # Pending("cancel#")
            /\ op[u] \in {"await", "cancel"} /\ user'[u] = S!Gets(1, "closed") => closed["done"]
  BY <1>1, MoveKeeps DEF Inv, InOrder
<1>4. TasksAreInPlace'
  <2>1. \A u \in Task : InPlace(op[u], user'[u])
    BY <1>3 DEF Inv, Control, TasksAreInPlace
  <2> QED BY <1>1, <2>1, StaysInPlace DEF Inv, Control, TasksAreInPlace
<1>5. OneMakesIt'
  BY <1>1, <1>3, OpKinds DEF Inv, Control, OneMakesIt
<1>6. OneWillClose' /\ NothingBeforeItIsMade' /\ NoInputNoTask' /\ TakenMeansClosing' /\ DoneHasAReason'
  <2>1. /\ \A u \in Task : user'[u] = Pending("done#") <=> user[u] = Pending("done#")
        /\ user'[Or] \in {S!Ready, S!Gets(0, "ok")} <=> user[Or] \in {S!Ready, S!Gets(0, "ok")}
        /\ user'[Or] = S!Ready <=> user[Or] = S!Ready
    BY <1>3, OpKinds
  <2> QED BY <1>1, <2>1, NobodyCloses DEF Inv
<1>7. CancelledMeansAsked' /\ WhoCancelsStays'
  <2>1. \A u \in User : HasAsked(u)' <=> HasAsked(u)
    BY <1>1, <1>3, OpKinds DEF HasAsked
  <2>2. IsCancelled' => IsCancelled \/ closed[CancelChan]
    BY <1>3, OpKinds DEF IsCancelled
  <2> QED BY <1>1, <2>1, <2>2 DEF Inv, Control, CancelledMeansAsked, WhoCancelsStays
<1>8. ToldTheTruth'
  BY <1>1, <1>3, OpKinds DEF Inv, Control, ToldTheTruth
<1> QED BY <1>2, <1>4, <1>5, <1>6, <1>7, <1>8 DEF Proceeds, Inv, Control

\* Task t goes to s, and its call becomes o, by neither making the or-channel nor closing the result or the cancel.
TaskTurns(t, s, o) ==
    /\ o \in Ops \cup {"-", "told"} /\ o # "any"
    /\ user' = [user EXCEPT ![t] = s] /\ op' = [op EXCEPT ![t] = o]
    /\ queue' = queue /\ stage' = stage /\ firing' = firing
    /\ closed' \in [Channels -> BOOLEAN] /\ \A d \in Channels : closed[d] => closed'[d]
    /\ closed'["done"] = closed["done"] /\ closed'["cancel"] = closed["cancel"]
    /\ InPlace(o, s) /\ s.pc # "waiting" /\ s # Pending("done#") /\ user[t] # Pending("done#")
    /\ op[t] = "any" => stage = "made"
    /\ o = "cancel" /\ s # Pending("cancel#") => closed[CancelChan]
    /\ op[t] = "cancel" /\ closed[CancelChan] /\ ~closed["done"] => o = "cancel" /\ s # Pending("cancel#")
    /\ o \in {"await", "cancel"} /\ s = S!Gets(1, "closed") => closed["done"]
    /\ o = "told" => closed["done"]

\* That keeps the invariant.
LEMMA TaskStep ==
  ASSUME Inv, NEW t \in User, NEW s, NEW o, TaskTurns(t, s, o)
  PROVE  Inv'
<1> USE DEF TaskTurns
<1>1. t \in Task /\ t # Or /\ o # "or"
  BY OpKinds, Constants
<1>2. /\ IsTable' /\ user'[t] = s
      /\ \A u \in Task \ {t} : user'[u] = user[u]
  BY <1>1, OneChanges DEF Inv
<1>3. /\ op' \in [Task -> Ops \cup {"-", "or", "told"}] /\ op'[t] = o
      /\ \A u \in Task \ {t} : op'[u] = op[u]
  BY <1>1 DEF Inv, TypeInv
<1>4. TypeInv'
  BY <1>2, <1>3 DEF Inv, TypeInv
<1>5. InOrder'
  BY <1>2, QuietInOrder DEF Inv
<1>6. TasksAreInPlace'
  <2>1. \A u \in Task : op'[u] = "or" <=> u = Or
    BY <1>1, <1>3 DEF Inv, Control, TasksAreInPlace
  <2>2. \A u \in Task : InPlace(op'[u], user'[u])
    BY <1>2, <1>3 DEF Inv, Control, TasksAreInPlace
  <2> QED BY <2>1, <2>2, StaysInPlace
<1>7. OneMakesIt'
  BY <1>2, <1>3, OpKinds DEF Inv, Control, OneMakesIt
<1>8. OneWillClose' /\ NothingBeforeItIsMade' /\ NoInputNoTask' /\ TakenMeansClosing' /\ DoneHasAReason'
  <2>1. /\ \A u \in Task : user'[u] = Pending("done#") <=> user[u] = Pending("done#")
        /\ user'[Or] = user[Or]
    BY <1>1, <1>2, OpKinds
  <2> QED BY <2>1, NobodyCloses DEF Inv
<1>9. closed'[CancelChan] = closed[CancelChan]
  BY Capacities
<1>10. CancelledMeansAsked'
  <2>1. user'[Or] = user[Or]
    BY <1>1, <1>2, OpKinds
  <2>2. \A u \in User : HasAsked(u)' => closed[CancelChan]
    BY <1>2, <1>3, OpKinds DEF HasAsked, Inv, Control, CancelledMeansAsked
  <2> QED BY <1>9, <2>1, <2>2 DEF Inv, Control, CancelledMeansAsked, IsCancelled
<1>11. WhoCancelsStays'
  <2> SUFFICES ASSUME closed[CancelChan], ~closed["done"] PROVE \E u \in User : HasAsked(u)'
    BY <1>9 DEF WhoCancelsStays
  <2>1. PICK u \in User : HasAsked(u)
    BY DEF Inv, Control, WhoCancelsStays
  <2>2. HasAsked(u)'
    BY <1>2, <1>3, <2>1, OpKinds DEF HasAsked
  <2> QED BY <2>2
<1>12. ToldTheTruth'
  BY <1>2, <1>3, OpKinds DEF Inv, Control, ToldTheTruth
<1> QED BY <1>4, <1>5, <1>6, <1>7, <1>8, <1>10, <1>11, <1>12 DEF Inv, Control

\* A call.
LEMMA CallKeeps ==
  ASSUME Inv, NEW t \in User, NEW o \in Ops, Call(t, o)
  PROVE  Inv'
<1> DEFINE s == Pending(InnerOf(o))
<1>1. /\ op[t] = "-" /\ user[t] = S!Ready /\ (o = "any" => stage = "none")
      /\ stage' = IF o = "any" THEN "looking" ELSE stage
      /\ op' = [op EXCEPT ![t] = o] /\ user' = [user EXCEPT ![t] = s]
      /\ queue' = queue /\ closed' = closed /\ firing' = firing
  BY DEF Call, Then
<1>2. /\ o \notin {"-", "or", "told"}
      /\ s.pc = "pending" /\ s # Pending("done#") /\ user[t] # Pending("done#")
      /\ o = "any" => s = Pending("look")
      /\ o = "cancel" => s = Pending("cancel#")
      /\ InPlace(o, s)
  <2>1. o \in {"any", "await", "cancel"} \/ o \in PlainOps
    BY OpKinds, Constants
  <2>2. o \in PlainOps => o \notin {"any", "await", "cancel"} /\ o # "done#"
    BY PlainShapes
  <2>3. /\ o = "any" => InnerOf(o) = "look"
        /\ o = "await" => InnerOf(o) = "done?"
        /\ o = "cancel" => InnerOf(o) = "cancel#"
        /\ o \in PlainOps => InnerOf(o) = o
    BY <2>2 DEF InnerOf
  <2>4. o \notin {"-", "or", "told"}
    BY Constants
  <2>5. InPlace(o, s)
    BY <2>1, <2>3, PlaceIn
  <2>6. s # Pending("done#")
    BY <2>1, <2>2, <2>3, Records
  <2> QED BY <1>1, <2>2, <2>3, <2>4, <2>5, <2>6, Records
<1>3. CASE o # "any"
  <2>1. stage' = stage /\ s.pc # "waiting" /\ (o \in {"await", "cancel"} => s # S!Gets(1, "closed"))
    BY <1>1, <1>2, <1>3, Records
  <2>2. closed' \in [Channels -> BOOLEAN]
    BY <1>1 DEF Inv, TypeInv
  <2>3. TaskTurns(t, s, o)
    BY <1>1, <1>2, <1>3, <2>1, <2>2 DEF TaskTurns
  <2> QED BY <2>3, TaskStep
<1>4. CASE o = "any"
  <2>1. t \in Task /\ t # Or
    BY OpKinds
  <2>2. /\ IsTable' /\ user'[t] = Pending("look")
        /\ \A u \in Task \ {t} : user'[u] = user[u]
    BY <1>1, <1>2, <1>4, <2>1, OneChanges DEF Inv
  <2>3. /\ op' \in [Task -> Ops \cup {"-", "or", "told"}] /\ op'[t] = "any"
        /\ \A u \in Task \ {t} : op'[u] = op[u]
    BY <1>1, <1>4, <2>1 DEF Inv, TypeInv
  <2>4. TypeInv'
    BY <1>1, <1>4, <2>2, <2>3 DEF Inv, TypeInv
  <2>5. InOrder'
    BY <1>1, <2>2, Records, QuietInOrder DEF Inv
  <2>6. TasksAreInPlace'
    <3>1. \A u \in Task : op'[u] = "or" <=> u = Or
      BY <2>1, <2>3 DEF Inv, Control, TasksAreInPlace
    <3>2. \A u \in Task : InPlace(op'[u], user'[u])
      BY <1>2, <1>4, <2>2, <2>3 DEF Inv, Control, TasksAreInPlace
    <3> QED BY <1>1, <3>1, <3>2, StaysInPlace
  <2>7. OneMakesIt'
    BY <1>1, <1>4, <2>2, <2>3, Records, OpKinds DEF Inv, Control, OneMakesIt
  <2>8. OneWillClose' /\ NothingBeforeItIsMade' /\ NoInputNoTask' /\ TakenMeansClosing' /\ DoneHasAReason'
    <3>1. /\ \A u \in Task : user'[u] = Pending("done#") <=> user[u] = Pending("done#")
          /\ user'[Or] = user[Or] /\ stage # "made" /\ stage' # "made"
      BY <1>1, <1>2, <1>4, <2>1, <2>2, Records, OpKinds
    <3> QED BY <1>1, <3>1, NobodyCloses DEF Inv
  <2>9. \A u \in User : HasAsked(u)' <=> HasAsked(u)
    BY <1>1, <2>2, <2>3, OpKinds DEF HasAsked
  <2>10. CancelledMeansAsked' /\ WhoCancelsStays'
    <3>1. user'[Or] = user[Or]
      BY <2>1, <2>2, OpKinds
    <3> QED BY <1>1, <2>9, <3>1 DEF Inv, Control, CancelledMeansAsked, WhoCancelsStays, IsCancelled
  <2>11. ToldTheTruth'
    BY <1>1, <2>2, <2>3, OpKinds DEF Inv, Control, ToldTheTruth
  <2> QED BY <2>4, <2>5, <2>6, <2>7, <2>8, <2>10, <2>11 DEF Inv, Control
<1> QED BY <1>3, <1>4

\* Who makes the or-channel and is over has made it.
LEMMA OverMeansMade ==
  ASSUME Inv, NEW t \in User, op[t] = "any"
  PROVE  /\ IsOver(t) <=> user[t] = S!Gets(0, "ok")
         /\ IsOver(t) => stage = "made"
<1>1. user[t] \in {Pending("look"), S!Gets(0, "default"), Pending("done#"), S!Gets(0, "ok")} \/ Brought(user[t])
  <2>1. TypeInv /\ TasksAreInPlace /\ t \in Task /\ op[t] \notin PlainOps
    BY OpKinds, PlainShapes DEF Inv, Control
  <2> QED BY <2>1, PlaceOf
<1>2. Brought(user[t]) => user[t].res # "ok"
  BY BroughtByAnInput
<1>3. IsOver(t) <=> user[t] = S!Gets(0, "ok")
  BY <1>1, <1>2, Records DEF IsOver
<1>4. stage \in {"none", "looking", "made"} /\ stage # "none"
  BY DEF Inv, TypeInv, Control, OneMakesIt
<1> QED BY <1>3, <1>4 DEF Inv, Control, OneMakesIt

\* A return.
LEMMA ReturnKeeps ==
  ASSUME Inv, NEW t \in User, NEW i, NEW r, Return(t, i, r)
  PROVE  Inv'
<1>1. /\ op[t] # "cancel" /\ user[t].pc = "returning" /\ IsOver(t)
      /\ user' = [user EXCEPT ![t] = S!Ready] /\ op' = [op EXCEPT ![t] = "-"]
      /\ UNCHANGED <<queue, closed, stage, firing>>
  BY DEF Return, IsOver, S!UReturn, S!Same
<1>2. InPlace("-", S!Ready)
  BY PlaceIn
<1>3. user[t] # Pending("done#") /\ S!Ready # Pending("done#") /\ S!Ready.pc # "waiting"
  BY <1>1, Records
<1>4. op[t] = "any" => stage = "made"
  BY <1>1, OverMeansMade
<1>5. closed' \in [Channels -> BOOLEAN]
  BY <1>1 DEF Inv, TypeInv
<1>6. TaskTurns(t, S!Ready, "-")
  BY <1>1, <1>2, <1>3, <1>4, <1>5 DEF TaskTurns
<1> QED BY <1>6, TaskStep

\* The steps of those who cancel.
LEMMA AwaitKeeps ==
  ASSUME Inv, NEW t \in Task, Await(t) \/ Again(t)
  PROVE  Inv'
<1>1. /\ op[t] = "cancel" /\ user[t].pc = "returning"
      /\ user' = [user EXCEPT ![t] = Pending("done?")]
      /\ UNCHANGED <<queue, closed, op, stage, firing>>
  BY Records DEF Await, Again, Then, mine
<1>2. t \in User /\ op' = [op EXCEPT ![t] = "cancel"] /\ "cancel" \in Ops
  <2>1. t \in User
    BY <1>1, OpKinds DEF Inv, Control, TasksAreInPlace
  <2>2. op \in [Task -> Ops \cup {"-", "or", "told"}]
    BY DEF Inv, TypeInv
  <2> QED BY <1>1, <2>1, <2>2
<1>3. InPlace("cancel", Pending("done?"))
  BY PlaceIn
<1>4. /\ user[t] # Pending("done#") /\ Pending("done?") # Pending("done#") /\ Pending("done?").pc # "waiting"
      /\ Pending("done?") # Pending("cancel#") /\ Pending("done?") # S!Gets(1, "closed") /\ user[t] # Pending("cancel#")
  BY <1>1, Records
<1>5. closed[CancelChan]
  BY <1>1, <1>2, <1>4 DEF Inv, Control, CancelledMeansAsked, HasAsked
<1>6. closed' \in [Channels -> BOOLEAN]
  BY <1>1 DEF Inv, TypeInv
<1>7. TaskTurns(t, Pending("done?"), "cancel")
  BY <1>1, <1>2, <1>3, <1>4, <1>5, <1>6 DEF TaskTurns
<1> QED BY <1>2, <1>7, TaskStep

\* And what they and those who wait are told.
LEMMA TellKeeps ==
  ASSUME Inv, NEW t \in Task, Tell(t)
  PROVE  Inv'
<1> DEFINE s == S!Gets(firing[1], firing[2])
<1>1. /\ op[t] \in {"await", "cancel"} /\ user[t] = S!Gets(1, "closed")
      /\ op' = [op EXCEPT ![t] = "told"] /\ user' = [user EXCEPT ![t] = s]
      /\ UNCHANGED <<queue, closed, stage, firing>>
  BY DEF Tell
<1>2. t \in User /\ closed["done"]
  BY <1>1, OpKinds DEF Inv, Control, TasksAreInPlace, ToldTheTruth
<1>3. InPlace("told", s)
  BY PlaceIn
<1>4. user[t] # Pending("done#") /\ s # Pending("done#") /\ s.pc # "waiting"
  BY <1>1, Records
<1>5. closed' \in [Channels -> BOOLEAN]
  BY <1>1 DEF Inv, TypeInv
<1>6. TaskTurns(t, s, "told")
  BY <1>1, <1>2, <1>3, <1>4, <1>5 DEF TaskTurns
<1> QED BY <1>2, <1>6, TaskStep
=============================================================================
