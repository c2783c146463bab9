---------------------------- MODULE Entries_proof ----------------------------
(***************************************************************************)
(* Lemmas about the queues and buffers of selects, for any size.  A queue  *)
(* holds entries <<task, case>>, of which those are live whose task waits; *)
(* the others are stale.  In short:                                        *)
(*                                                                         *)
(*   FirstAndRest      Serving the first live entry of a queue drops no    *)
(*                     other live one.                                     *)
(*   EntriesLeaving    A task that leaves a queue takes out its own        *)
(*                     entries and no others.                              *)
(*   PickedCases,      A select that parks queues each of its cases on a   *)
(*   OrderHasEachOnce  channel once, in whatever order.                    *)
(*   Enters, Leaves,   What leaves a buffer followed by the buffer then is *)
(*   LeavesAndEnters   the buffer before followed by what enters.          *)
(*                                                                         *)
(* They speak of the operators of module Select: Live, First and Rest,     *)
(* when T is what each task is doing; Without (here Leaving); Queued; and  *)
(* Orders.  That the machine keeps its promises is not proved here.        *)
(*                                                                         *)
(* Assumed: what Queues_proof assumes, and nothing else.                   *)
(***************************************************************************)
EXTENDS Queues_proof

\* What holds of the empty sequence and is kept when one element is appended holds of all.
LEMMA SeqInduction ==
  ASSUME NEW S, NEW G, <<>> \in G, \A s \in Seq(S), e \in S : s \in G => Append(s, e) \in G
  PROVE  Seq(S) \subseteq G
<1> SUFFICES ASSUME NEW s \in Seq(S), s \notin G PROVE FALSE
  OBVIOUS
<1> DEFINE Bad == {n \in Nat : \E r \in Seq(S) : Len(r) = n /\ r \notin G}
<1>1. Bad \in SUBSET Nat /\ Bad # {}
  <2>1. Len(s) \in Bad
    OBVIOUS
  <2> QED BY <2>1
<1>2. PICK n \in Bad : \A m \in Bad : ~(m < n)
  <2> HIDE DEF Bad
  <2> QED BY <1>1, Smallest
<1>3. PICK r \in Seq(S) : Len(r) = n /\ r \notin G
  BY <1>2
<1> DEFINE f == SubSeq(r, 1, n - 1)
           e == r[n]
<1>4. n \in Nat \ {0}
  BY <1>2, <1>3
<1>5. f \in Seq(S) /\ Len(f) = n - 1 /\ e \in S
  BY <1>3, <1>4
<1>6. r = Append(f, e)
  BY <1>3, <1>4, <1>5
<1>7. f \in G
  BY <1>2, <1>4, <1>5
<1> QED BY <1>3, <1>5, <1>6, <1>7

\* As AppendToQueue, and a queue that is distinct with its last element was so without.
LEMMA MembersOfAppend ==
  ASSUME NEW S, NEW s \in Seq(S), NEW e \in S
  PROVE  /\ Append(s, e) \in Seq(S)
         /\ Members(Append(s, e)) = Members(s) \cup {e}
         /\ Distinct(Append(s, e)) <=> Distinct(s) /\ e \notin Members(s)
<1>1. ASSUME Distinct(Append(s, e)) PROVE Distinct(s) /\ e \notin Members(s)
  <2>1. /\ DOMAIN Append(s, e) = 1..Len(s) + 1 /\ DOMAIN s = 1..Len(s) /\ Len(s) \in Nat
        /\ \A i \in 1..Len(s) : Append(s, e)[i] = s[i]
        /\ Append(s, e)[Len(s) + 1] = e
    OBVIOUS
  <2> QED BY <1>1, <2>1 DEF Distinct, Members
<1> QED BY <1>1, AppendToQueue

\* The live entries of a queue, when T says what each task is doing: those of the parked tasks; and the
\* first of them has none before it.
LiveIn(q, T) == SelectSeq(q, LAMBDA e : T[e[1]].pc = "parked")
LEMMA LiveEntries ==
  ASSUME NEW S, NEW T, NEW q \in Seq(S)
  PROVE  /\ LiveIn(q, T) \in Seq(S)
         /\ Members(LiveIn(q, T)) = {e \in Members(q) : T[e[1]].pc = "parked"}
         /\ LiveIn(q, T) # <<>> => \E k \in DOMAIN q :
                /\ q[k] = Head(LiveIn(q, T)) /\ T[q[k][1]].pc = "parked"
                /\ \A j \in 1..k - 1 : T[q[j][1]].pc # "parked"
<1> DEFINE L(s) == SelectSeq(s, LAMBDA e : T[e[1]].pc = "parked")
           First1(s) == \E k \in DOMAIN s : /\ s[k] = Head(L(s)) /\ T[s[k][1]].pc = "parked"
                                            /\ \A j \in 1..k - 1 : T[s[j][1]].pc # "parked"
           P(s) == /\ L(s) \in Seq(S)
                   /\ Members(L(s)) = {e \in Members(s) : T[e[1]].pc = "parked"}
                   /\ L(s) # <<>> => First1(s)
<1>1. P(<<>>)
  BY EmptyQueue
<1>2. ASSUME NEW s \in Seq(S), NEW x \in S, P(s) PROVE P(Append(s, x))
  <2>1. L(Append(s, x)) = IF T[x[1]].pc = "parked" THEN Append(L(s), x) ELSE L(s)
    OBVIOUS
  <2>2. L(s) \in Seq(S) /\ Members(L(s)) = {e \in Members(s) : T[e[1]].pc = "parked"} /\ (L(s) # <<>> => First1(s))
    BY <1>2
  <2>3. /\ DOMAIN Append(s, x) = 1..Len(s) + 1 /\ Len(s) \in Nat /\ DOMAIN s = 1..Len(s)
        /\ \A i \in 1..Len(s) : Append(s, x)[i] = s[i]
        /\ Append(s, x)[Len(s) + 1] = x
    OBVIOUS
  <2> HIDE DEF L
  <2>4. L(Append(s, x)) \in Seq(S) /\ Members(L(Append(s, x))) = {e \in Members(Append(s, x)) : T[e[1]].pc = "parked"}
    <3>1. Members(Append(s, x)) = Members(s) \cup {x}
      BY MembersOfAppend
    <3>2. CASE T[x[1]].pc = "parked"
      <4>1. L(Append(s, x)) = Append(L(s), x)
        BY <2>1, <3>2
      <4>2. Append(L(s), x) \in Seq(S) /\ Members(Append(L(s), x)) = Members(L(s)) \cup {x}
        BY <2>2, MembersOfAppend
      <4> QED BY <2>2, <3>1, <3>2, <4>1, <4>2
    <3>3. CASE T[x[1]].pc # "parked"
      BY <2>1, <2>2, <3>1, <3>3
    <3> QED BY <3>2, <3>3
  <2>5. CASE L(s) # <<>>
    <3>1. Head(L(Append(s, x))) = Head(L(s))
      BY <2>1, <2>2, <2>5
    <3>2. PICK k \in DOMAIN s : /\ s[k] = Head(L(s)) /\ T[s[k][1]].pc = "parked"
                                /\ \A j \in 1..k - 1 : T[s[j][1]].pc # "parked"
      BY <2>2, <2>5
    <3>3. k \in DOMAIN Append(s, x) /\ Append(s, x)[k] = s[k] /\ \A j \in 1..k - 1 : Append(s, x)[j] = s[j]
      BY <2>3
    <3>4. First1(Append(s, x))
      BY <3>1, <3>2, <3>3
    <3> QED BY <2>4, <3>4
  <2>6. CASE L(s) = <<>>
    <3>1. \A j \in 1..Len(s) : T[s[j][1]].pc # "parked"
      BY <2>2, <2>3, <2>6, EmptyQueue DEF Members
    <3>2. CASE T[x[1]].pc = "parked"
      <4>1. Head(L(Append(s, x))) = x
        BY <2>1, <2>6, <3>2
      <4>2. \A j \in 1..(Len(s) + 1) - 1 : T[Append(s, x)[j][1]].pc # "parked"
        BY <2>3, <3>1
      <4>3. First1(Append(s, x))
        BY <2>3, <3>2, <4>1, <4>2
      <4> QED BY <2>4, <4>3
    <3>3. CASE T[x[1]].pc # "parked"
      BY <2>1, <2>4, <2>6, <3>3
    <3> QED BY <3>2, <3>3
  <2> QED BY <2>5, <2>6
<1> HIDE DEF P
<1> DEFINE G == {s \in Seq(S) : P(s)}
<1>3. <<>> \in G /\ \A s \in Seq(S), e \in S : s \in G => Append(s, e) \in G
  BY <1>1, <1>2
<1>4. Seq(S) \subseteq G
  <2> HIDE DEF G
  <2> QED BY <1>3, SeqInduction
<1>5. P(q)
  BY <1>4
<1> QED BY <1>5 DEF P, LiveIn

\* A task that leaves a queue takes its own entries with it, and no others.
Leaving(q, t) == SelectSeq(q, LAMBDA e : e[1] # t)
LEMMA EntriesLeaving ==
  ASSUME NEW S, NEW t, NEW q \in Seq(S)
  PROVE  /\ Leaving(q, t) \in Seq(S)
         /\ Members(Leaving(q, t)) = {e \in Members(q) : e[1] # t}
         /\ Distinct(q) => Distinct(Leaving(q, t))
<1> DEFINE W(s) == SelectSeq(s, LAMBDA e : e[1] # t)
           P(s) == /\ W(s) \in Seq(S)
                   /\ Members(W(s)) = {e \in Members(s) : e[1] # t}
                   /\ Distinct(s) => Distinct(W(s))
<1>1. P(<<>>)
  BY EmptyQueue
<1>2. ASSUME NEW s \in Seq(S), NEW x \in S, P(s) PROVE P(Append(s, x))
  <2>1. W(Append(s, x)) = IF x[1] # t THEN Append(W(s), x) ELSE W(s)
    OBVIOUS
  <2>2. W(s) \in Seq(S) /\ Members(W(s)) = {e \in Members(s) : e[1] # t} /\ (Distinct(s) => Distinct(W(s)))
    BY <1>2
  <2> HIDE DEF W
  <2>3. Members(Append(s, x)) = Members(s) \cup {x} /\ (Distinct(Append(s, x)) <=> Distinct(s) /\ x \notin Members(s))
    BY MembersOfAppend
  <2>4. CASE x[1] # t
    <3>1. /\ Append(W(s), x) \in Seq(S)
          /\ Members(Append(W(s), x)) = Members(W(s)) \cup {x}
          /\ Distinct(Append(W(s), x)) <=> Distinct(W(s)) /\ x \notin Members(W(s))
      BY <2>2, MembersOfAppend
    <3> QED BY <2>1, <2>2, <2>3, <2>4, <3>1
  <2>5. CASE x[1] = t
    BY <2>1, <2>2, <2>3, <2>5
  <2> QED BY <2>4, <2>5
<1> HIDE DEF P
<1> DEFINE G == {s \in Seq(S) : P(s)}
<1>3. <<>> \in G /\ \A s \in Seq(S), e \in S : s \in G => Append(s, e) \in G
  BY <1>1, <1>2
<1>4. Seq(S) \subseteq G
  <2> HIDE DEF G
  <2> QED BY <1>3, SeqInduction
<1>5. P(q)
  BY <1>4
<1> QED BY <1>5 DEF P, Leaving

\* Of the numbers of cases in an order, those that send to (or receive from) channel c.
Picked(o, cases, c, dir) == SelectSeq(o, LAMBDA i : cases[i].ch = c /\ cases[i].dir = dir)
LEMMA PickedCases ==
  ASSUME NEW S, NEW cases, NEW c, NEW dir, NEW o \in Seq(S)
  PROVE  /\ Picked(o, cases, c, dir) \in Seq(S)
         /\ Members(Picked(o, cases, c, dir)) = {i \in Members(o) : cases[i].ch = c /\ cases[i].dir = dir}
         /\ Distinct(o) => Distinct(Picked(o, cases, c, dir))
<1> DEFINE W(s) == SelectSeq(s, LAMBDA i : cases[i].ch = c /\ cases[i].dir = dir)
           P(s) == /\ W(s) \in Seq(S)
                   /\ Members(W(s)) = {i \in Members(s) : cases[i].ch = c /\ cases[i].dir = dir}
                   /\ Distinct(s) => Distinct(W(s))
<1>1. P(<<>>)
  BY EmptyQueue
<1>2. ASSUME NEW s \in Seq(S), NEW x \in S, P(s) PROVE P(Append(s, x))
  <2>1. W(Append(s, x)) = IF cases[x].ch = c /\ cases[x].dir = dir THEN Append(W(s), x) ELSE W(s)
    OBVIOUS
  <2>2. /\ W(s) \in Seq(S) /\ Members(W(s)) = {i \in Members(s) : cases[i].ch = c /\ cases[i].dir = dir}
        /\ Distinct(s) => Distinct(W(s))
    BY <1>2
  <2> HIDE DEF W
  <2>3. Members(Append(s, x)) = Members(s) \cup {x} /\ (Distinct(Append(s, x)) <=> Distinct(s) /\ x \notin Members(s))
    BY MembersOfAppend
  <2>4. CASE cases[x].ch = c /\ cases[x].dir = dir
    <3>1. /\ Append(W(s), x) \in Seq(S)
          /\ Members(Append(W(s), x)) = Members(W(s)) \cup {x}
          /\ Distinct(Append(W(s), x)) <=> Distinct(W(s)) /\ x \notin Members(W(s))
      BY <2>2, MembersOfAppend
    <3> QED BY <2>1, <2>2, <2>3, <2>4, <3>1
  <2>5. CASE ~(cases[x].ch = c /\ cases[x].dir = dir)
    BY <2>1, <2>2, <2>3, <2>5
  <2> QED BY <2>4, <2>5
<1> HIDE DEF P
<1> DEFINE G == {s \in Seq(S) : P(s)}
<1>3. <<>> \in G /\ \A s \in Seq(S), e \in S : s \in G => Append(s, e) \in G
  BY <1>1, <1>2
<1>4. Seq(S) \subseteq G
  <2> HIDE DEF G
  <2> QED BY <1>3, SeqInduction
<1>5. P(o)
  BY <1>4
<1> QED BY <1>5 DEF P, Picked

\* The values of h at 1..n fill the places 1..n + 1; they never do.
Fills(n, h) == \A w \in 1..n + 1 : \E i \in 1..n : h[i] = w
LEMMA Pigeonhole ==
  ASSUME NEW n \in Nat, NEW g
  PROVE  ~Fills(n, g)
<1> SUFFICES ASSUME Fills(n, g) PROVE FALSE
  OBVIOUS
<1> DEFINE Bad == {m \in Nat : \E h : Fills(m, h)}
<1>1. Bad \in SUBSET Nat /\ Bad # {}
  <2>1. n \in Bad
    OBVIOUS
  <2> QED BY <2>1
<1>2. PICK m \in Bad : \A l \in Bad : ~(l < m)
  <2> HIDE DEF Bad
  <2> QED BY <1>1, Smallest
<1>3. PICK h : Fills(m, h)
  BY <1>2
<1>4. m \in Nat /\ m # 0
  <2>1. m \in Nat /\ 1 \in 1..m + 1
    BY <1>2
  <2> QED BY <1>3, <2>1 DEF Fills
<1> DEFINE k == [i \in 1..m - 1 |-> IF h[i] = m + 1 THEN h[m] ELSE h[i]]
<1>5. ASSUME NEW w \in 1..(m - 1) + 1 PROVE \E i \in 1..m - 1 : k[i] = w
  <2>1. w \in 1..m + 1 /\ w # m + 1 /\ m + 1 \in 1..m + 1
    BY <1>4
  <2>2. PICK i \in 1..m : h[i] = w
    BY <1>3, <2>1 DEF Fills
  <2>3. PICK j \in 1..m : h[j] = m + 1
    BY <1>3, <2>1 DEF Fills
  <2>4. CASE i # m
    <3>1. i \in 1..m - 1
      BY <1>4, <2>4
    <3>2. k[i] = w
      BY <2>1, <2>2, <3>1
    <3> QED BY <3>1, <3>2
  <2>5. CASE i = m
    <3>1. j \in 1..m - 1 /\ h[m] = w
      BY <1>4, <2>1, <2>2, <2>3, <2>5
    <3>2. k[j] = w
      BY <2>3, <3>1
    <3> QED BY <3>1, <3>2
  <2> QED BY <2>4, <2>5
<1> HIDE DEF k
<1>6. Fills(m - 1, k)
  BY <1>5 DEF Fills
<1>7. m - 1 \in Bad /\ m - 1 < m
  BY <1>4, <1>6
<1> QED BY <1>2, <1>7

\* An order in which a select queues its waiters has each of its cases once.
Orders(m) == UNION {{o \in [1..n -> 1..n] : {o[i] : i \in 1..n} = 1..n} : n \in 0..m}
LEMMA OrderHasEachOnce ==
  ASSUME NEW m \in Nat, NEW o \in Orders(m)
  PROVE  o \in Seq(Nat) /\ Members(o) = 1..Len(o) /\ Distinct(o)
<1>1. PICK n \in 0..m : o \in [1..n -> 1..n] /\ {o[i] : i \in 1..n} = 1..n
  BY DEF Orders
<1>2. n \in Nat
  OBVIOUS
<1>3. o \in Seq(Nat) /\ Len(o) = n /\ DOMAIN o = 1..n
  BY <1>1, <1>2
<1>4. Members(o) = 1..Len(o)
  BY <1>1, <1>3 DEF Members
<1>5. ASSUME NEW a \in 1..n, NEW b \in 1..n, a < b, o[a] = o[b] PROVE FALSE
  <2> DEFINE g == [i \in 1..n - 1 |-> IF i < b THEN o[i] ELSE o[i + 1]]
  <2>1. n - 1 \in Nat /\ a \in 1..n - 1
    BY <1>2, <1>5
  <2>2. ASSUME NEW w \in 1..(n - 1) + 1 PROVE \E i \in 1..n - 1 : g[i] = w
    <3>1. PICK i \in 1..n : o[i] = w
      <4>1. w \in {o[j] : j \in 1..n}
        BY <1>1, <1>2
      <4> QED BY <4>1
    <3>2. CASE i < b
      <4>1. i \in 1..n - 1
        BY <1>2, <3>2
      <4>2. g[i] = w
        BY <3>1, <3>2, <4>1
      <4> QED BY <4>1, <4>2
    <3>3. CASE i = b
      <4>1. g[a] = w
        BY <1>5, <2>1, <3>1, <3>3
      <4> QED BY <2>1, <4>1
    <3>4. CASE i > b
      <4>1. i - 1 \in 1..n - 1 /\ ~(i - 1 < b) /\ (i - 1) + 1 = i
        BY <1>2, <3>4
      <4>2. g[i - 1] = w
        BY <3>1, <4>1
      <4> QED BY <4>1, <4>2
    <3> QED BY <3>2, <3>3, <3>4
  <2> HIDE DEF g
  <2>3. Fills(n - 1, g)
    BY <2>2 DEF Fills
  <2> QED BY <2>1, <2>3, Pigeonhole
<1>6. Distinct(o)
  <2> SUFFICES ASSUME NEW i \in 1..n, NEW j \in 1..n, o[i] = o[j], i # j PROVE FALSE
    BY <1>3 DEF Distinct
  <2>1. i < j \/ j < i
    OBVIOUS
  <2> QED BY <1>5, <2>1
<1> QED BY <1>3, <1>4, <1>6

\* The first live entry of a queue, and what is left when it has been taken.
FirstIn(q, T) == Head(LiveIn(q, T))
RestIn(q, T)  == LET k == CHOOSE k \in DOMAIN q : q[k] = FirstIn(q, T) IN SubSeq(q, k + 1, Len(q))
LEMMA FirstAndRest ==
  ASSUME NEW S, NEW T, NEW q \in Seq(S), LiveIn(q, T) # <<>>, Distinct(q)
  PROVE  /\ FirstIn(q, T) \in Members(q) /\ T[FirstIn(q, T)[1]].pc = "parked"
         /\ RestIn(q, T) \in Seq(S) /\ Members(RestIn(q, T)) \subseteq Members(q) /\ Distinct(RestIn(q, T))
         /\ \A e \in Members(q) : T[e[1]].pc = "parked" /\ e # FirstIn(q, T) => e \in Members(RestIn(q, T))
<1>2. PICK k \in DOMAIN q : /\ q[k] = FirstIn(q, T) /\ T[q[k][1]].pc = "parked"
                            /\ \A j \in 1..k - 1 : T[q[j][1]].pc # "parked"
  BY LiveEntries DEF FirstIn
<1>3. (CHOOSE j \in DOMAIN q : q[j] = FirstIn(q, T)) = k
  BY <1>2 DEF Distinct
<1>4. RestIn(q, T) = SubSeq(q, k + 1, Len(q))
  BY <1>3 DEF RestIn
<1>5. /\ Len(q) \in Nat /\ DOMAIN q = 1..Len(q) /\ k \in 1..Len(q)
      /\ SubSeq(q, k + 1, Len(q)) \in Seq(S)
      /\ DOMAIN SubSeq(q, k + 1, Len(q)) = 1..Len(q) - k
      /\ \A i \in 1..Len(q) - k : k + i \in DOMAIN q /\ SubSeq(q, k + 1, Len(q))[i] = q[k + i]
  BY <1>2
<1> DEFINE r == SubSeq(q, k + 1, Len(q))
<1> HIDE DEF r
<1>6. r \in Seq(S) /\ DOMAIN r = 1..Len(q) - k /\ \A i \in 1..Len(q) - k : k + i \in DOMAIN q /\ r[i] = q[k + i]
  BY <1>5 DEF r
<1>7. Members(r) \subseteq Members(q)
  BY <1>6 DEF Members
<1>8. Distinct(r)
  <2> SUFFICES ASSUME NEW i \in DOMAIN r, NEW j \in DOMAIN r, r[i] = r[j] PROVE i = j
    BY DEF Distinct
  <2>1. k + i = k + j
    BY <1>6 DEF Distinct
  <2> QED BY <1>5, <1>6, <2>1
<1>9. ASSUME NEW e \in Members(q), T[e[1]].pc = "parked", e # FirstIn(q, T) PROVE e \in Members(r)
  <2>1. PICK j \in DOMAIN q : q[j] = e
    BY DEF Members
  <2>2. j \in 1..Len(q) /\ j # k /\ ~(j \in 1..k - 1)
    BY <1>2, <1>5, <1>9, <2>1
  <2>3. j - k \in 1..Len(q) - k /\ k + (j - k) = j
    BY <1>5, <2>2
  <2>4. r[j - k] = e /\ j - k \in DOMAIN r
    BY <1>6, <2>1, <2>3
  <2> QED BY <2>4 DEF Members
<1>10. FirstIn(q, T) \in Members(q) /\ T[FirstIn(q, T)[1]].pc = "parked"
  BY <1>2 DEF Members
<1> QED BY <1>4, <1>6, <1>7, <1>8, <1>9, <1>10 DEF r

\* Sequences with the same elements are the same.
LEMMA SameSeq ==
  ASSUME NEW S, NEW x \in Seq(S), NEW y \in Seq(S), Len(x) = Len(y), \A i \in 1..Len(y) : x[i] = y[i]
  PROVE  x = y
  OBVIOUS

\* A value that enters at the end.
LEMMA Enters ==
  ASSUME NEW V, NEW b \in Seq(V), NEW v \in V
  PROVE  /\ Append(b, v) \in Seq(V) /\ Append(b, v) # <<>>
         /\ <<>> \o Append(b, v) = b \o <<v>>
<1> DEFINE x == <<>> \o Append(b, v)
           y == b \o <<v>>
<1>1. Append(b, v) \in Seq(V) /\ Len(Append(b, v)) = Len(b) + 1 /\ Append(b, v) # <<>>
  OBVIOUS
<1>2. x \in Seq(V) /\ y \in Seq(V) /\ Len(x) = Len(b) + 1 /\ Len(y) = Len(b) + 1
  BY <1>1
<1>3. \A i \in 1..Len(b) + 1 : x[i] = y[i]
  BY <1>1
<1> HIDE DEF x, y
<1>4. x = y
  BY <1>2, <1>3, SameSeq
<1> QED BY <1>1, <1>4 DEF x, y

\* A value that leaves at the head.
LEMMA Leaves ==
  ASSUME NEW V, NEW b \in Seq(V), b # <<>>
  PROVE  /\ Head(b) \in V /\ Tail(b) \in Seq(V)
         /\ <<Head(b)>> \o Tail(b) = b \o <<>>
<1> DEFINE x == <<Head(b)>> \o Tail(b)
           y == b \o <<>>
<1>1. /\ Head(b) \in V /\ Head(b) = b[1] /\ Tail(b) \in Seq(V) /\ Len(b) \in Nat /\ Len(b) # 0
      /\ Len(Tail(b)) = Len(b) - 1 /\ \A i \in 1..Len(b) - 1 : Tail(b)[i] = b[i + 1]
  OBVIOUS
<1>2. x \in Seq(V) /\ y \in Seq(V) /\ Len(x) = Len(b) /\ Len(y) = Len(b)
  BY <1>1
<1>3. \A i \in 1..Len(b) : x[i] = (IF i = 1 THEN b[1] ELSE Tail(b)[i - 1]) /\ y[i] = b[i]
  BY <1>1
<1> HIDE DEF x, y
<1>4. ASSUME NEW i \in 1..Len(b) PROVE x[i] = y[i]
  <2>1. CASE i = 1
    BY <1>3, <2>1
  <2>2. CASE i # 1
    <3>1. i - 1 \in 1..Len(b) - 1 /\ (i - 1) + 1 = i
      BY <1>1, <2>2
    <3> QED BY <1>1, <1>3, <2>2, <3>1
  <2> QED BY <2>1, <2>2
<1>5. x = y
  BY <1>2, <1>4, SameSeq
<1> QED BY <1>1, <1>5 DEF x, y

\* One leaves and one enters.
LEMMA LeavesAndEnters ==
  ASSUME NEW V, NEW b \in Seq(V), b # <<>>, NEW v \in V
  PROVE  <<Head(b)>> \o Append(Tail(b), v) = b \o <<v>>
<1> DEFINE x == <<Head(b)>> \o Append(Tail(b), v)
           y == b \o <<v>>
<1>1. /\ Head(b) \in V /\ Head(b) = b[1] /\ Tail(b) \in Seq(V) /\ Len(b) \in Nat /\ Len(b) # 0
      /\ Len(Tail(b)) = Len(b) - 1 /\ \A i \in 1..Len(b) - 1 : Tail(b)[i] = b[i + 1]
  OBVIOUS
<1>2. /\ Append(Tail(b), v) \in Seq(V) /\ Len(Append(Tail(b), v)) = Len(b)
      /\ Append(Tail(b), v)[Len(b)] = v
      /\ \A i \in 1..Len(b) - 1 : Append(Tail(b), v)[i] = b[i + 1]
  BY <1>1
<1>3. x \in Seq(V) /\ y \in Seq(V) /\ Len(x) = Len(b) + 1 /\ Len(y) = Len(b) + 1
  BY <1>1, <1>2
<1>4. \A i \in 1..Len(b) + 1 : /\ x[i] = IF i = 1 THEN b[1] ELSE Append(Tail(b), v)[i - 1]
                               /\ y[i] = IF i = Len(b) + 1 THEN v ELSE b[i]
  BY <1>1, <1>2
<1> HIDE DEF x, y
<1>5. ASSUME NEW i \in 1..Len(b) + 1 PROVE x[i] = y[i]
  <2>1. CASE i = 1
    BY <1>1, <1>4, <2>1
  <2>2. CASE i # 1 /\ i # Len(b) + 1
    <3>1. i - 1 \in 1..Len(b) - 1 /\ (i - 1) + 1 = i
      BY <1>1, <2>2
    <3> QED BY <1>2, <1>4, <2>2, <3>1
  <2>3. CASE i # 1 /\ i = Len(b) + 1
    <3>1. i - 1 = Len(b)
      BY <1>1, <2>3
    <3> QED BY <1>2, <1>4, <2>3, <3>1
  <2> QED BY <2>1, <2>2, <2>3
<1>6. x = y
  BY <1>3, <1>5, SameSeq
<1> QED BY <1>6 DEF x, y

\* A value that is handed over passes an empty buffer.
LEMMA PassesThrough ==
  ASSUME NEW V, NEW v \in V
  PROVE  <<v>> \o <<>> = <<>> \o <<v>>
  OBVIOUS
=============================================================================
