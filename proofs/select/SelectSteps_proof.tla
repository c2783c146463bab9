------------------------- MODULE SelectSteps_proof --------------------------
(***************************************************************************)
(* The invariant of the steps of module SelectSteps, and what the lemmas   *)
(* about its actions have in common.  For any tasks, channels, values,     *)
(* capacities and calls, the selects among them with at most eight cases.  *)
(*                                                                         *)
(* Inv says that states are what they should be (TypeInv), that queues     *)
(* hold the entries of waiting and claimed tasks, each once and where it   *)
(* belongs (QueuesFit), and all those of waiting tasks (WaitersAreQueued), *)
(* that nobody waits to receive what is buffered (BufferedIsNotAwaited),   *)
(* and that the outcome of a claimed task fits (ChosenCaseIsExact).        *)
(*                                                                         *)
(* A step takes no entry out of a queue (SelectMoves_proof, with QuietStep *)
(* and UnchangedChannels), or claims the first live one                    *)
(* (SelectClaims_proof), or takes out all those of one task or of one      *)
(* channel (SelectWaits_proof); each keeps Inv since entries only leave,   *)
(* and only those of tasks that wait no more (ShrinkingStep).  Parking     *)
(* alone adds entries.  If no value passes, the promises are kept as soon  *)
(* as each task keeps its own (QuietPromises).                             *)
(*                                                                         *)
(* Assumed: ConstantsAreSuch of module SelectSteps, and what Queues_proof  *)
(* assumes.                                                                *)
(***************************************************************************)
EXTENDS SelectSteps, TLAPS

Queues == INSTANCE Entries_proof

-----------------------------------------------------------------------------
(* Sequences: what module Entries_proof says, in the words of SelectSteps. *)

\* The empty sequence has nothing.
LEMMA RangeOfEmpty == Range(<<>>) = {} /\ Distinct(<<>>)
  BY DEF Range, Distinct

\* The elements of a sequence over S are in S; one without elements is empty.
LEMMA RangeOfSeq ==
  ASSUME NEW S, NEW s \in Seq(S)
  PROVE  Range(s) \subseteq S /\ (Range(s) = {} => s = <<>>)
  BY DEF Range

\* Joining two sequences joins what they have.
LEMMA RangeOfConcat ==
  ASSUME NEW S, NEW s \in Seq(S), NEW r \in Seq(S)
  PROVE  /\ s \o r \in Seq(S)
         /\ Range(s \o r) = Range(s) \cup Range(r)
         /\ Distinct(s) /\ Distinct(r) /\ Range(s) \cap Range(r) = {} => Distinct(s \o r)
<1> DEFINE x == s \o r
<1>1. /\ x \in Seq(S) /\ DOMAIN x = 1..Len(s) + Len(r)
      /\ DOMAIN s = 1..Len(s) /\ Len(s) \in Nat
      /\ DOMAIN r = 1..Len(r) /\ Len(r) \in Nat
      /\ \A i \in 1..Len(s) : x[i] = s[i]
      /\ \A i \in 1..Len(r) : x[Len(s) + i] = r[i]
  OBVIOUS
<1> HIDE DEF x
<1>2. \A i \in DOMAIN x : \/ i \in DOMAIN s /\ x[i] = s[i]
                          \/ i - Len(s) \in DOMAIN r /\ x[i] = r[i - Len(s)]
  BY <1>1
<1>3. Range(x) \subseteq Range(s) \cup Range(r)
  BY <1>2 DEF Range
<1>4. ASSUME NEW i \in DOMAIN s PROVE s[i] \in Range(x)
  BY <1>1 DEF Range
<1>5. ASSUME NEW i \in DOMAIN r PROVE r[i] \in Range(x)
  <2>1. Len(s) + i \in DOMAIN x /\ x[Len(s) + i] = r[i]
    BY <1>1
  <2> QED BY <2>1 DEF Range
<1>6. Range(x) = Range(s) \cup Range(r)
  BY <1>3, <1>4, <1>5 DEF Range
<1>7. ASSUME Distinct(s), Distinct(r), Range(s) \cap Range(r) = {} PROVE Distinct(x)
  <2> SUFFICES ASSUME NEW i \in DOMAIN x, NEW j \in DOMAIN x, x[i] = x[j] PROVE i = j
    BY DEF Distinct
  <2>0. i \in Nat /\ j \in Nat /\ Len(s) \in Nat
    BY <1>1
  <2>1. CASE i \in DOMAIN s /\ x[i] = s[i] /\ j \in DOMAIN s /\ x[j] = s[j]
    BY <1>7, <2>1 DEF Distinct
  <2>2. CASE i - Len(s) \in DOMAIN r /\ x[i] = r[i - Len(s)] /\ j - Len(s) \in DOMAIN r /\ x[j] = r[j - Len(s)]
    <3>1. i - Len(s) = j - Len(s)
      BY <1>7, <2>2 DEF Distinct
    <3> QED BY <3>1, <2>0
  <2>3. CASE i \in DOMAIN s /\ x[i] = s[i] /\ j - Len(s) \in DOMAIN r /\ x[j] = r[j - Len(s)]
    BY <1>7, <2>3 DEF Range
  <2>4. CASE j \in DOMAIN s /\ x[j] = s[j] /\ i - Len(s) \in DOMAIN r /\ x[i] = r[i - Len(s)]
    BY <1>7, <2>4 DEF Range
  <2> QED BY <1>2, <2>1, <2>2, <2>3, <2>4
<1> QED BY <1>1, <1>6, <1>7 DEF x

\* The live entries of a queue, when T says what each task is doing: those of the parked tasks; and the
\* first of them has none before it.
LiveIn(q, T) == SelectSeq(q, LAMBDA e : T[e[1]].pc = "parked")
LEMMA LiveEntries ==
  ASSUME NEW S, NEW T, NEW q \in Seq(S)
  PROVE  /\ LiveIn(q, T) \in Seq(S)
         /\ Range(LiveIn(q, T)) = {e \in Range(q) : T[e[1]].pc = "parked"}
         /\ LiveIn(q, T) # <<>> => \E k \in DOMAIN q :
                /\ q[k] = Head(LiveIn(q, T)) /\ T[q[k][1]].pc = "parked"
                /\ \A j \in 1..k - 1 : T[q[j][1]].pc # "parked"
<1> DEFINE l == LiveIn(q, T)
<1>1. l = Queues!LiveIn(q, T)
  BY DEF LiveIn, Queues!LiveIn
<1> HIDE DEF l
<1>2. /\ l \in Seq(S)
      /\ Queues!Members(l) = {e \in Queues!Members(q) : T[e[1]].pc = "parked"}
      /\ l # <<>> => \E k \in DOMAIN q : /\ q[k] = Head(l) /\ T[q[k][1]].pc = "parked"
                                         /\ \A j \in 1..k - 1 : T[q[j][1]].pc # "parked"
  BY <1>1, Queues!LiveEntries
<1>3. Range(l) = Queues!Members(l) /\ Range(q) = Queues!Members(q)
  BY DEF Range, Queues!Members
<1>4. Range(l) = {e \in Range(q) : T[e[1]].pc = "parked"}
  BY <1>2, <1>3
<1> QED BY <1>2, <1>4 DEF l

\* A task that leaves a queue takes its own entries with it, and no others.
LEMMA EntriesWithout ==
  ASSUME NEW S, NEW t, NEW q \in Seq(S)
  PROVE  /\ Without(q, t) \in Seq(S)
         /\ Range(Without(q, t)) = {e \in Range(q) : e[1] # t}
         /\ Distinct(q) => Distinct(Without(q, t))
<1>1. \A s : Range(s) = Queues!Members(s) /\ Distinct(s) = Queues!Distinct(s)
  BY DEF Range, Queues!Members, Distinct, Queues!Distinct
<1>2. Without(q, t) = Queues!Leaving(q, t)
  BY DEF Without, Queues!Leaving
<1> QED BY <1>1, <1>2, Queues!EntriesLeaving

\* Of the numbers of cases in an order, those that send to (or receive from) channel c.
Picked(o, cases, c, dir) == SelectSeq(o, LAMBDA i : cases[i].ch = c /\ cases[i].dir = dir)
LEMMA PickedCases ==
  ASSUME NEW S, NEW cases, NEW c, NEW dir, NEW o \in Seq(S)
  PROVE  /\ Picked(o, cases, c, dir) \in Seq(S)
         /\ Range(Picked(o, cases, c, dir)) = {i \in Range(o) : cases[i].ch = c /\ cases[i].dir = dir}
         /\ Distinct(o) => Distinct(Picked(o, cases, c, dir))
<1> DEFINE p == Picked(o, cases, c, dir)
<1>1. p = Queues!Picked(o, cases, c, dir)
  BY DEF Picked, Queues!Picked
<1> HIDE DEF p
<1>2. /\ p \in Seq(S)
      /\ Queues!Members(p) = {i \in Queues!Members(o) : cases[i].ch = c /\ cases[i].dir = dir}
      /\ Queues!Distinct(o) => Queues!Distinct(p)
  BY <1>1, Queues!PickedCases
<1>3. Range(p) = Queues!Members(p) /\ Range(o) = Queues!Members(o)
  BY DEF Range, Queues!Members
<1>4. Distinct(p) = Queues!Distinct(p) /\ Distinct(o) = Queues!Distinct(o)
  BY DEF Distinct, Queues!Distinct
<1>5. Range(p) = {i \in Range(o) : cases[i].ch = c /\ cases[i].dir = dir}
  BY <1>2, <1>3
<1> QED BY <1>2, <1>4, <1>5 DEF p

\* The first live entry of a queue, and what is left when it has been taken.
LEMMA FirstAndRest ==
  ASSUME NEW S, NEW q \in Seq(S), Live(q) # <<>>, Distinct(q)
  PROVE  /\ First(q) \in Range(q) /\ task[First(q)[1]].pc = "parked"
         /\ Rest(q) \in Seq(S) /\ Range(Rest(q)) \subseteq Range(q) /\ Distinct(Rest(q))
         /\ \A e \in Range(q) : task[e[1]].pc = "parked" /\ e # First(q) => e \in Range(Rest(q))
<1>1. \A s : Range(s) = Queues!Members(s) /\ Distinct(s) = Queues!Distinct(s)
  BY DEF Range, Queues!Members, Distinct, Queues!Distinct
<1>2. Live(q) = Queues!LiveIn(q, task)
  BY DEF Live, Queues!LiveIn
<1>3. First(q) = Queues!FirstIn(q, task)
  BY DEF First, Live, Queues!FirstIn, Queues!LiveIn
<1>4. Rest(q) = Queues!RestIn(q, task)
  BY DEF Rest, First, Live, Queues!RestIn, Queues!FirstIn, Queues!LiveIn
<1> QED BY <1>1, <1>2, <1>3, <1>4, Queues!FirstAndRest

\* A value that enters at the end.
LEMMA Enters ==
  ASSUME NEW b \in Seq(Val), NEW v \in Val
  PROVE  /\ Append(b, v) \in Seq(Val) /\ Append(b, v) # <<>>
         /\ <<>> \o Append(b, v) = b \o <<v>>
  BY Queues!Enters

\* A value that leaves at the head.
LEMMA Leaves ==
  ASSUME NEW b \in Seq(Val), b # <<>>
  PROVE  /\ Head(b) \in Val /\ Tail(b) \in Seq(Val)
         /\ <<Head(b)>> \o Tail(b) = b \o <<>>
  BY Queues!Leaves

\* One leaves and one enters.
LEMMA LeavesAndEnters ==
  ASSUME NEW b \in Seq(Val), b # <<>>, NEW v \in Val
  PROVE  <<Head(b)>> \o Append(Tail(b), v) = b \o <<v>>
  BY Queues!LeavesAndEnters

-----------------------------------------------------------------------------
(* The invariant.                                                          *)

Entries    == Task \X Nat
ChanStates == [buf : Seq(Val), closed : BOOLEAN, sendq : Seq(Entries), recvq : Seq(Entries)]
TaskStates == [pc : {"idle"}]
              \cup [pc : {"called"}, form : Form]
              \cup [pc : {"parked"}, form : BlockForm]
              \cup [pc : {"woken"}, form : BlockForm, case : Nat, res : Result]
              \cup [pc : {"done"}, case : Nat, res : Result]

TypeInv == ch \in [Chan -> ChanStates] /\ task \in [Task -> TaskStates]

\* Each step of the machine keeps the promises.
Promises == /\ \A t \in Task : OneOutcome(t)
            /\ \A c \in Chan : Transfer(c) /\ OnlyWinners(c)

Inv == TypeInv /\ QueuesFit /\ WaitersAreQueued /\ BufferedIsNotAwaited /\ ChosenCaseIsExact

USE DEF Idle, Called, Done, Woken, Parked

-----------------------------------------------------------------------------
(* What constants and records are like.                                    *)

\* The words that tell how a call has ended are different, and none is a value.
LEMMA WordsDiffer ==
    /\ Result = Val \cup Words
    /\ \A v \in Val : v \notin Words
    /\ "sent" \notin {"closed", SentOnClosed} /\ "ok" \notin {"closed", SentOnClosed, ClosedTwice, "sent"}
    /\ Words = {"sent", "closed", "default", "interrupted", "timed out", "ok", SentOnClosed, ClosedTwice}
  BY ConstantsAreSuch DEF ConstantsFit, Result, Words, SentOnClosed, ClosedTwice

\* What the calls are like.
LEMMA FormKinds ==
    /\ \A f \in Form : /\ Shape(f).kind \in {"close", "select"}
                       /\ Shape(f).kind = "select" <=> f \in SelForm
                       /\ Shape(f).kind = "close" => Shape(f).ch \in Chan
    /\ \A f \in SelForm :
         /\ f \in Form /\ Shape(f).kind = "select" /\ Shape(f).mode \in Modes
         /\ Shape(f).cases \in Seq(Cases) /\ Len(Shape(f).cases) \in 0..8
         /\ DOMAIN Shape(f).cases = 1..Len(Shape(f).cases)
         /\ \A i \in DOMAIN Shape(f).cases :
              /\ i \in Nat /\ i # 0
              /\ Shape(f).cases[i].ch \in Chan \cup {NilChan} /\ Shape(f).cases[i].dir \in Dirs
              /\ Shape(f).cases[i].dir = "send" => Shape(f).cases[i].val \in Val
<1>1. ASSUME NEW f \in Form
      PROVE  /\ Shape(f).kind \in {"close", "select"}
             /\ Shape(f).kind = "select" <=> f \in SelForm
             /\ Shape(f).kind = "close" => Shape(f).ch \in Chan
  <2>1. Shape(f) \in [kind : {"close"}, ch : Chan] \/ Shape(f) \in [kind : {"select"}, cases : Seq(Cases), mode : Modes]
    BY ConstantsAreSuch DEF ConstantsFit
  <2> QED BY <2>1 DEF SelForm
<1>2. ASSUME NEW f \in SelForm
      PROVE  /\ f \in Form /\ Shape(f).kind = "select" /\ Shape(f).mode \in Modes
             /\ Shape(f).cases \in Seq(Cases) /\ Len(Shape(f).cases) \in 0..8
  <2>1. Shape(f) \in [kind : {"close"}, ch : Chan] \/ Shape(f) \in [kind : {"select"}, cases : Seq(Cases), mode : Modes]
    BY ConstantsAreSuch DEF ConstantsFit, SelForm
  <2>2. Shape(f).kind = "select" /\ f \in Form
    BY DEF SelForm
  <2>3. Len(Shape(f).cases) \in 0..8
    BY ConstantsAreSuch DEF ConstantsFit
  <2> QED BY <2>1, <2>2, <2>3
<1>3. \A x \in Cases : /\ x.ch \in Chan \cup {NilChan} /\ x.dir \in Dirs
                       /\ x.dir = "send" => x.val \in Val
  BY DEF Cases, Dirs
<1>4. ASSUME NEW f \in SelForm
      PROVE  /\ DOMAIN Shape(f).cases = 1..Len(Shape(f).cases)
             /\ \A i \in DOMAIN Shape(f).cases : i \in Nat /\ i # 0 /\ Shape(f).cases[i] \in Cases
  <2> DEFINE s == Shape(f).cases
  <2>1. s \in Seq(Cases)
    BY <1>2
  <2> HIDE DEF s
  <2>2. DOMAIN s = 1..Len(s) /\ \A i \in DOMAIN s : i \in Nat /\ i # 0 /\ s[i] \in Cases
    BY <2>1
  <2> QED BY <2>2 DEF s
<1> QED BY <1>1, <1>2, <1>3, <1>4

\* No select has more cases than MaxCases.
LEMMA MaxCasesIsBound == MaxCases \in Nat /\ \A f \in SelForm : Len(Shape(f).cases) <= MaxCases
<1> DEFINE Bounds(n) == \A f \in Form : Shape(f).kind = "select" => Len(Shape(f).cases) <= n
           Bad == {n \in 0..8 : Bounds(n)}
<1>1. \A f \in Form : Shape(f).kind = "select" => Len(Shape(f).cases) \in 0..8
  BY FormKinds
<1>2. Bad \in SUBSET Nat /\ 8 \in Bad
  BY <1>1
<1>3. PICK n \in Bad : \A m \in Bad : ~(m < n)
  <2>1. Bad \in SUBSET Nat /\ Bad # {}
    BY <1>2
  <2> HIDE DEF Bad
  <2> QED BY <2>1, Queues!Smallest
<1>4. n \in 0..8 /\ Bounds(n) /\ \A m \in 0..8 : Bounds(m) => n <= m
  BY <1>3
<1>5. MaxCases = CHOOSE k \in 0..8 : Bounds(k) /\ \A m \in 0..8 : Bounds(m) => k <= m
  BY DEF MaxCases
<1>6. MaxCases \in 0..8 /\ Bounds(MaxCases)
  <2> HIDE DEF Bounds
  <2> QED BY <1>4, <1>5
<1> QED BY <1>6, FormKinds

\* An order in which a select queues its waiters has each of its cases once.
LEMMA OrderHasEachOnce ==
  ASSUME NEW o \in Orders
  PROVE  o \in Seq(Nat) /\ Range(o) = 1..Len(o) /\ Distinct(o)
<1>1. Range(o) = Queues!Members(o) /\ Distinct(o) = Queues!Distinct(o)
  BY DEF Range, Queues!Members, Distinct, Queues!Distinct
<1>2. Orders = Queues!Orders(MaxCases)
  BY DEF Orders, Queues!Orders
<1> QED BY <1>1, <1>2, MaxCasesIsBound, Queues!OrderHasEachOnce

\* What the records of tasks look like.
LEMMA StateKinds ==
    /\ Idle \in TaskStates
    /\ \A f \in Form : Called(f) \in TaskStates
    /\ \A f \in BlockForm : [pc |-> "parked", form |-> f] \in TaskStates
    /\ \A f \in BlockForm, i \in Nat, r \in Result : [pc |-> "woken", form |-> f, case |-> i, res |-> r] \in TaskStates
    /\ \A i \in Nat, r \in Result : Done(i, r) \in TaskStates
    /\ \A s \in TaskStates :
         /\ s.pc \in {"idle", "called", "parked", "woken", "done"}
         /\ s.pc = "idle" => s = Idle
         /\ s.pc = "called" => s.form \in Form
         /\ s.pc \in {"parked", "woken"} => s.form \in BlockForm /\ s.form \in SelForm
         /\ s.pc \in {"woken", "done"} => s.case \in Nat /\ s.res \in Result
  BY DEF TaskStates, BlockForm

\* What the records of channels look like, and what changing them does.
LEMMA ChanKinds ==
  ASSUME NEW x \in ChanStates
  PROVE  /\ x.buf \in Seq(Val) /\ x.closed \in BOOLEAN
         /\ x.sendq \in Seq(Entries) /\ x.recvq \in Seq(Entries)
         /\ \A b \in Seq(Val) : [x EXCEPT !.buf = b] \in ChanStates
         /\ \A q \in Seq(Entries) : [x EXCEPT !.sendq = q] \in ChanStates /\ [x EXCEPT !.recvq = q] \in ChanStates
         /\ \A q, r \in Seq(Entries) : [x EXCEPT !.sendq = q, !.recvq = r] \in ChanStates
  BY DEF ChanStates

\* The queues of a channel, in one word.
LEMMA QueueKinds ==
  ASSUME Inv, NEW c \in Chan, NEW dir \in Dirs
  PROVE  Queue(c, dir) \in Seq(Entries)
<1>1. ch[c] \in ChanStates
  BY DEF Inv, TypeInv
<1>2. ch[c].sendq \in Seq(Entries) /\ ch[c].recvq \in Seq(Entries)
  BY <1>1 DEF ChanStates
<1> QED BY <1>2 DEF Queue

\* What the task of an entry is like.
LEMMA EntryKinds ==
  ASSUME Inv, NEW c \in Chan, NEW dir \in Dirs, NEW e \in Range(Queue(c, dir))
  PROVE  /\ e \in Entries /\ e = <<e[1], e[2]>> /\ e[1] \in Task /\ e[2] \in Nat
         /\ Fits(e, c, dir)
         /\ task[e[1]].form \in SelForm /\ task[e[1]].form \in BlockForm
<1>1. e \in Entries
  BY QueueKinds, RangeOfSeq
<1>2. Fits(e, c, dir)
  BY DEF Inv, QueuesFit
<1>3. task[e[1]].form \in SelForm /\ task[e[1]].form \in BlockForm
  BY <1>2, StateKinds DEF Fits, Inv, TypeInv
<1> QED BY <1>1, <1>2, <1>3 DEF Entries

\* A case that a called task offers.
LEMMA OfferedCase ==
  ASSUME Inv, NEW t \in Task, NEW i \in Index, NEW dir \in Dirs, Offers(t, i, dir)
  PROVE  /\ task[t].pc = "called" /\ task[t].form \in SelForm /\ Asks(t, "select")
         /\ i \in Nat /\ i # 0 /\ i \in DOMAIN CasesOf(t)
         /\ At1(t, i) \in Chan /\ CasesOf(t)[i].dir = dir
         /\ dir = "send" => CasesOf(t)[i].val \in Val
<1>1. task[t].pc = "called" /\ task[t].form \in SelForm /\ Asks(t, "select")
  BY StateKinds, FormKinds DEF Offers, Selects, Inv, TypeInv, Asks, Undecided
<1>2. i \in Nat /\ i # 0
  BY MaxCasesIsBound DEF Index
<1>3. i \in DOMAIN CasesOf(t)
  BY <1>1, <1>2, FormKinds DEF Offers, CasesOf
<1> QED BY <1>1, <1>2, <1>3, FormKinds DEF Offers, CasesOf, At1

-----------------------------------------------------------------------------
(* Kinds of steps.                                                         *)

\* A step in which entries only leave the queues, and only those of tasks that no longer wait, keeps
\* the invariant.
LEMMA ShrinkingStep ==
  ASSUME Inv, TypeInv',
         \A c \in Chan, dir \in Dirs : Distinct(Queue(c, dir))',
         \A c \in Chan, dir \in Dirs : \A e \in Range(Queue(c, dir))' :
             /\ e \in Range(Queue(c, dir))
             /\ task'[e[1]].pc \in {"parked", "woken"} /\ task'[e[1]].form = task[e[1]].form,
         \A u \in Task : task'[u].pc = "parked" => task'[u] = task[u],
         \A u \in Task : task'[u].pc = "woken" => 
             \/ task'[u] = task[u]
             \/ Outcome(u, task'[u].case, task'[u].res) /\ task'[u].case # 0 /\ task'[u].form = task[u].form,
         \A c \in Chan : ch[c].closed => ch'[c].closed,
         \A c \in Chan, dir \in Dirs : \A e \in Range(Queue(c, dir)) :
             task'[e[1]].pc = "parked" => e \in Range(Queue(c, dir))' \/ ch'[c].closed,
         \A c \in Chan : ch'[c].buf # <<>> =>
             ch[c].buf # <<>> \/ \A e \in Range(ch[c].recvq) : task[e[1]].pc # "parked"
  PROVE  Inv'
<1>1. QueuesFit'
  <2>1. ASSUME NEW c \in Chan, NEW dir \in Dirs, NEW e \in Range(Queue(c, dir))' PROVE Fits(e, c, dir)'
    <3>1. e \in Range(Queue(c, dir)) /\ task'[e[1]].pc \in {"parked", "woken"} /\ task'[e[1]].form = task[e[1]].form
      BY <2>1
    <3>2. Fits(e, c, dir)
      BY <3>1 DEF Inv, QueuesFit
    <3> QED BY <3>1, <3>2 DEF Fits, CasesOf, At1
  <2> QED BY <2>1 DEF QueuesFit
<1>2. WaitersAreQueued'
  <2> SUFFICES ASSUME NEW u \in Task, task'[u].pc = "parked", NEW i \in DOMAIN CasesOf(u)',
                      At1(u, i)' \in Chan, ~ch'[At1(u, i)'].closed
               PROVE  <<u, i>> \in Range(Queue(At1(u, i), CasesOf(u)[i].dir))'
    BY DEF WaitersAreQueued
  <2>1. task'[u] = task[u]
    OBVIOUS
  <2>2. /\ CasesOf(u)' = CasesOf(u) /\ At1(u, i)' = At1(u, i) /\ task[u].pc = "parked"
    BY <2>1 DEF CasesOf, At1
  <2>3. At1(u, i) \in Chan /\ CasesOf(u)[i].dir \in Dirs
    BY <2>2, StateKinds, FormKinds DEF Inv, TypeInv, CasesOf
  <2>4. PICK c \in Chan, d \in Dirs : c = At1(u, i) /\ d = CasesOf(u)[i].dir
    BY <2>3
  <2>5. ~ch'[c].closed /\ ~ch[c].closed
    BY <2>2, <2>4
  <2>6. <<u, i>> \in Range(Queue(c, d))
    BY <2>2, <2>4, <2>5 DEF Inv, WaitersAreQueued
  <2>7. <<u, i>> \in Range(Queue(c, d))'
    <3>1. <<u, i>>[1] = u
      OBVIOUS
    <3> QED BY <2>5, <2>6, <3>1
  <2>8. Queue(At1(u, i), CasesOf(u)[i].dir)' = Queue(c, d)'
    BY <2>2, <2>4 DEF Queue
  <2> QED BY <2>7, <2>8 DEF Range
<1>3. BufferedIsNotAwaited'
  <2> SUFFICES ASSUME NEW c \in Chan, ch'[c].buf # <<>>, NEW e \in Range(ch[c].recvq)', task'[e[1]].pc = "parked"
               PROVE  FALSE
    BY DEF BufferedIsNotAwaited
  <2>1. "recv" \in Dirs /\ Queue(c, "recv") = ch[c].recvq /\ Queue(c, "recv")' = ch'[c].recvq
    BY DEF Dirs, Queue
  <2>2. e \in Range(Queue(c, "recv"))'
    BY <2>1 DEF Range
  <2>3. e \in Range(ch[c].recvq) /\ Fits(e, c, "recv")
    BY <2>1, <2>2, EntryKinds
  <2>4. task[e[1]].pc = "parked"
    BY <2>3 DEF Fits
  <2> QED BY <2>3, <2>4 DEF Inv, BufferedIsNotAwaited
<1>4. ChosenCaseIsExact'
  <2> SUFFICES ASSUME NEW u \in Task, task'[u].pc = "woken"
               PROVE  /\ task'[u].case \in DOMAIN CasesOf(u)'
                      /\ IF CasesOf(u)'[task'[u].case].dir = "send" THEN task'[u].res \in {"sent", SentOnClosed}
                                                                    ELSE task'[u].res \in Val \cup {"closed"}
    BY DEF ChosenCaseIsExact
  <2>1. CASE task'[u] = task[u]
    BY <2>1 DEF CasesOf, Inv, ChosenCaseIsExact
  <2>2. CASE Outcome(u, task'[u].case, task'[u].res) /\ task'[u].case # 0 /\ task'[u].form = task[u].form
    <3>1. CasesOf(u)' = CasesOf(u)
      BY <2>2 DEF CasesOf
    <3> QED BY <2>2, <3>1 DEF Outcome
  <2> QED BY <2>1, <2>2
<1> QED BY <1>1, <1>2, <1>3, <1>4 DEF Inv

\* A task that changes nothing keeps its promise.
LEMMA SameOutcome ==
  ASSUME Inv, NEW u \in Task, task'[u] = task[u]
  PROVE  OneOutcome(u) /\ \A c, dir : ~Wins(u, c, dir)
  BY StateKinds DEF OneOutcome, Inv, TypeInv, Wins, Asks, Undecided, Decided

\* Nothing may move, or one value.
LEMMA OneMove == <<>> \in Moves /\ \A v \in Val : <<v>> \in Moves
  BY DEF Moves

\* A channel whose buffer stays as it is, and on which nobody wins.
LEMMA NoTransfer ==
  ASSUME Inv, NEW c \in Chan, ch'[c].buf = ch[c].buf,
         ch'[c].closed # ch[c].closed => ~ch[c].closed /\ Closers(c) # {},
         \A dir \in Dirs : Winners(c, dir) = {}
  PROVE  Transfer(c) /\ OnlyWinners(c)
<1>1. Winners(c, "send") = {} /\ Winners(c, "recv") = {}
  BY DEF Dirs
<1>2. ch[c].buf \in Seq(Val)
  BY ChanKinds DEF Inv, TypeInv
<1>3. <<>> \o ch'[c].buf = ch[c].buf \o <<>>
  <2>1. \A b \in Seq(Val) : <<>> \o b = b \o <<>>
    OBVIOUS
  <2> QED BY <1>2, <2>1
<1>4. Transfer(c)
  BY <1>1, <1>3, OneMove DEF Transfer
<1> QED BY <1>1, <1>4 DEF OnlyWinners

\* A step in which no value passes keeps the promises, if each task keeps its own.
LEMMA QuietPromises ==
  ASSUME Inv,
         \A u \in Task : OneOutcome(u),
         \A u \in Task : \A c \in Chan, dir \in Dirs : ~Wins(u, c, dir),
         \A c \in Chan : ch'[c].buf = ch[c].buf /\ (ch'[c].closed # ch[c].closed => ~ch[c].closed /\ Closers(c) # {})
  PROVE  Promises
<1>1. \A c \in Chan, dir \in Dirs : Winners(c, dir) = {}
  BY DEF Winners
<1> QED BY <1>1, NoTransfer DEF Promises

\* A step in which a task that is in no queue changes, and nothing else but perhaps a buffer.
LEMMA QuietStep ==
  ASSUME Inv, NEW t \in Task, task[t].pc \notin {"parked", "woken"},
         NEW s \in TaskStates, s.pc \notin {"parked", "woken"},
         task' = [task EXCEPT ![t] = s],
         ch' \in [Chan -> ChanStates],
         \A c \in Chan : /\ ch'[c].closed = ch[c].closed
                         /\ ch'[c].sendq = ch[c].sendq /\ ch'[c].recvq = ch[c].recvq
                         /\ ch'[c].buf # <<>> => ch[c].buf # <<>> \/ \A e \in Range(ch[c].recvq) : task[e[1]].pc # "parked"
  PROVE  Inv' /\ \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
<1>1. TypeInv'
  BY DEF Inv, TypeInv
<1>2. \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
  BY DEF Inv, TypeInv
<1>3. ASSUME NEW c \in Chan, NEW dir \in Dirs
      PROVE  Queue(c, dir)' = Queue(c, dir) /\ Range(Queue(c, dir))' = Range(Queue(c, dir)) /\ Distinct(Queue(c, dir))'
  <2>1. Queue(c, dir)' = Queue(c, dir)
    BY DEF Queue
  <2> QED BY <2>1 DEF Range, Inv, QueuesFit
<1>4. ASSUME NEW c \in Chan, NEW dir \in Dirs, NEW e \in Range(Queue(c, dir)) PROVE task'[e[1]] = task[e[1]] /\ task[e[1]].pc \in {"parked", "woken"}
  BY <1>2, <1>4, EntryKinds DEF Fits
<1>5. Inv'
  BY <1>1, <1>2, <1>3, <1>4, ShrinkingStep
<1> QED BY <1>2, <1>5

\* A step in which a task outside the queues changes, no value passes and channels stay as they are.
LEMMA UnchangedChannels ==
  ASSUME Inv, NEW t \in Task, task[t].pc \notin {"parked", "woken"},
         NEW s \in TaskStates, s.pc \notin {"parked", "woken"},
         task' = [task EXCEPT ![t] = s], UNCHANGED ch,
         task'[t] = s => OneOutcome(t),
         Undecided(t) /\ s.pc = "done" => s.case = 0 \/ s.res \notin Val \cup {"sent"}
  PROVE  Inv' /\ Promises
<1>0. ch' \in [Chan -> ChanStates] /\ ch' = ch
  BY DEF Inv, TypeInv
<1>1. Inv' /\ \A u \in Task : task'[u] = IF u = t THEN s ELSE task[u]
  BY <1>0, QuietStep
<1>2. \A u \in Task : OneOutcome(u)
  BY <1>1, SameOutcome
<1>3. ASSUME NEW c \in Chan, NEW dir \in Dirs PROVE ~Wins(t, c, dir)
  <2> SUFFICES ASSUME Wins(t, c, dir) PROVE FALSE
    OBVIOUS
  <2>1. task[t].form \in SelForm /\ Undecided(t) /\ s.pc = "done" /\ s.case \in DOMAIN CasesOf(t) /\ s.res \in Val \cup {"sent"}
    BY <1>1, StateKinds, FormKinds DEF Wins, Asks, Undecided, Decided, Inv, TypeInv
  <2> QED BY <2>1, FormKinds DEF CasesOf
<1>4. \A u \in Task : \A c \in Chan, dir \in Dirs : ~Wins(u, c, dir)
  BY <1>1, <1>3, SameOutcome
<1> QED BY <1>1, <1>2, <1>4, QuietPromises

\* What a call can end with is a result.
LEMMA OutcomeIsResult ==
  ASSUME NEW t \in Task, NEW i, NEW r, Outcome(t, i, r)
  PROVE  r \in Result
  BY DEF Outcome, Result

\* To be done with an outcome is to keep one's promise.
LEMMA DoneWithOutcome ==
  ASSUME NEW t \in Task, NEW i, NEW r, Undecided(t), Outcome(t, i, r), task'[t] = Done(i, r)
  PROVE  OneOutcome(t)
<1>1. Decided(t)' /\ task'[t].case = i /\ task'[t].res = r
  BY DEF Decided
<1> QED BY <1>1 DEF OneOutcome, Undecided
=============================================================================
