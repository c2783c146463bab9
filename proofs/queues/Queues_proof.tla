---------------------------- MODULE Queues_proof ----------------------------
(***************************************************************************)
(* Lemmas about queues of tasks in which each task stands at most once:    *)
(* what joining, leaving and being served does to who is in them.  The     *)
(* proofs of the rooms use them.                                           *)
(*                                                                         *)
(* Assumed: that the natural numbers are well founded, a theorem of module *)
(* WellFoundedInduction of tlapm's library, which comes with its proof.    *)
(***************************************************************************)
EXTENDS Naturals, Sequences, TLAPS

WellFounded == INSTANCE WellFoundedInduction

\* Who is in a queue, that nobody is in it twice, and the queue without one of them.
Members(q) == {q[i] : i \in DOMAIN q}
Distinct(q) == \A i, j \in DOMAIN q : q[i] = q[j] => i = j
Without(q, x) == SelectSeq(q, LAMBDA u : u # x)

\* A function that is changed at two places.
LEMMA ChangedTwice ==
  ASSUME NEW S, NEW T, NEW f \in [S -> T], NEW a \in S, NEW b \in S, NEW x, NEW y
  PROVE  /\ \A u \in S : [f EXCEPT ![a] = x, ![b] = y][u] = IF u = b THEN y ELSE IF u = a THEN x ELSE f[u]
         /\ x \in T /\ y \in T => [f EXCEPT ![a] = x, ![b] = y] \in [S -> T]
  OBVIOUS

\* Nobody is in the empty queue.
LEMMA EmptyQueue == Members(<<>>) = {} /\ Distinct(<<>>)
  BY DEF Members, Distinct

\* Only tasks are in a queue of tasks.
LEMMA MembersOfSeq ==
  ASSUME NEW S, NEW q \in Seq(S)
  PROVE  Members(q) \subseteq S
  BY DEF Members

\* A queue that nobody is in is empty.
LEMMA NobodyInEmpty ==
  ASSUME NEW S, NEW q \in Seq(S), Members(q) = {}
  PROVE  q = <<>>
  BY DEF Members

\* Joining at the tail adds one, and keeps a queue distinct.
LEMMA AppendToQueue ==
  ASSUME NEW S, NEW q \in Seq(S), NEW x \in S
  PROVE  /\ Append(q, x) \in Seq(S)
         /\ Members(Append(q, x)) = Members(q) \cup {x}
         /\ Distinct(q) /\ x \notin Members(q) => Distinct(Append(q, x))
<1>1. /\ Append(q, x) \in Seq(S) /\ DOMAIN Append(q, x) = 1..Len(q) + 1
      /\ DOMAIN q = 1..Len(q) /\ Len(q) \in Nat
      /\ \A i \in 1..Len(q) : Append(q, x)[i] = q[i]
      /\ Append(q, x)[Len(q) + 1] = x
  OBVIOUS
<1>2. Members(Append(q, x)) = Members(q) \cup {x}
  BY <1>1 DEF Members
<1>3. ASSUME Distinct(q), x \notin Members(q) PROVE Distinct(Append(q, x))
  BY <1>1, <1>3 DEF Members, Distinct
<1> QED BY <1>1, <1>2, <1>3

\* So does joining at the head.
LEMMA PrependToQueue ==
  ASSUME NEW S, NEW q \in Seq(S), NEW x \in S
  PROVE  /\ <<x>> \o q \in Seq(S)
         /\ Members(<<x>> \o q) = Members(q) \cup {x}
         /\ Distinct(q) /\ x \notin Members(q) => Distinct(<<x>> \o q)
<1> DEFINE r == <<x>> \o q
<1>1. /\ r \in Seq(S) /\ DOMAIN r = 1..Len(q) + 1
      /\ DOMAIN q = 1..Len(q) /\ Len(q) \in Nat
      /\ \A i \in 1..Len(q) : r[i + 1] = q[i]
      /\ r[1] = x
  OBVIOUS
<1> HIDE DEF r
<1>4. \A i \in DOMAIN r : i = 1 \/ (i - 1 \in DOMAIN q /\ r[i] = q[i - 1])
  BY <1>1
<1>2. Members(r) = Members(q) \cup {x}
  <2>1. Members(r) \subseteq Members(q) \cup {x}
    BY <1>1, <1>4 DEF Members
  <2>2. ASSUME NEW i \in DOMAIN q PROVE q[i] \in Members(r)
    BY <1>1 DEF Members
  <2>3. x \in Members(r)
    BY <1>1 DEF Members
  <2> QED BY <2>1, <2>2, <2>3 DEF Members
<1>3. ASSUME Distinct(q), x \notin Members(q) PROVE Distinct(r)
  BY <1>1, <1>3, <1>4 DEF Members, Distinct
<1> QED BY <1>1, <1>2, <1>3 DEF r

\* The head of a queue is in it; the tail has all others.
LEMMA TailOfQueue ==
  ASSUME NEW S, NEW q \in Seq(S), q # <<>>
  PROVE  /\ Head(q) \in S /\ Head(q) \in Members(q)
         /\ Tail(q) \in Seq(S)
         /\ Distinct(q) => /\ Distinct(Tail(q))
                           /\ Members(Tail(q)) = Members(q) \ {Head(q)}
<1>1. /\ Tail(q) \in Seq(S) /\ Len(q) \in Nat \ {0}
      /\ DOMAIN Tail(q) = 1..Len(q) - 1
      /\ DOMAIN q = 1..Len(q)
      /\ \A i \in 1..Len(q) - 1 : Tail(q)[i] = q[i + 1]
      /\ Head(q) = q[1] /\ q[1] \in S
  OBVIOUS
<1>2. \A i \in DOMAIN q : i = 1 \/ (i - 1 \in DOMAIN Tail(q) /\ q[i] = Tail(q)[i - 1])
  BY <1>1
<1>3. Head(q) \in Members(q)
  BY <1>1 DEF Members
<1>4. ASSUME Distinct(q) PROVE Distinct(Tail(q)) /\ Members(Tail(q)) = Members(q) \ {Head(q)}
  <2>1. Distinct(Tail(q))
    BY <1>1, <1>4 DEF Distinct
  <2>2. ASSUME NEW i \in DOMAIN Tail(q) PROVE Tail(q)[i] \in Members(q) \ {Head(q)}
    BY <1>1, <1>4 DEF Members, Distinct
  <2>3. ASSUME NEW i \in DOMAIN q, q[i] # Head(q) PROVE q[i] \in Members(Tail(q))
    BY <1>1, <1>2, <2>3 DEF Members
  <2> QED BY <2>1, <2>2, <2>3 DEF Members
<1> QED BY <1>1, <1>3, <1>4

\* A set of natural numbers that is not empty has a smallest element.
LEMMA Smallest ==
  ASSUME NEW T \in SUBSET Nat, T # {}
  PROVE  \E n \in T : \A m \in T : ~(m < n)
<1>1. PICK n \in T : \A m \in T : <<m, n>> \notin WellFounded!OpToRel(<, Nat)
  BY WellFounded!NatLessThanWellFounded, WellFounded!WFMin
<1> QED BY <1>1 DEF WellFounded!OpToRel

\* Leaving removes one and nobody else; by induction on the length.
LEMMA RemoveFromQueue ==
  ASSUME NEW S, NEW q \in Seq(S), NEW x
  PROVE  /\ Without(q, x) \in Seq(S)
         /\ Members(Without(q, x)) = Members(q) \ {x}
         /\ Distinct(q) => Distinct(Without(q, x))
<1> DEFINE F(s) == SelectSeq(s, LAMBDA u : u # x)
           P(s) == /\ F(s) \in Seq(S)
                   /\ Members(F(s)) = Members(s) \ {x}
                   /\ Distinct(s) => Distinct(F(s))
<1>1. P(<<>>)
  BY EmptyQueue
<1>2. ASSUME NEW s \in Seq(S), NEW e \in S, P(s) PROVE P(Append(s, e))
  <2>1. F(Append(s, e)) = IF e # x THEN Append(F(s), e) ELSE F(s)
    OBVIOUS
  <2> HIDE DEF F
  <2>2. /\ Members(Append(s, e)) = Members(s) \cup {e}
        /\ Distinct(Append(s, e)) => Distinct(s) /\ e \notin Members(s)
    <3>1. /\ DOMAIN Append(s, e) = 1..Len(s) + 1
          /\ DOMAIN s = 1..Len(s) /\ Len(s) \in Nat
          /\ \A i \in 1..Len(s) : Append(s, e)[i] = s[i]
          /\ Append(s, e)[Len(s) + 1] = e
      OBVIOUS
    <3>2. ASSUME Distinct(Append(s, e)) PROVE Distinct(s) /\ e \notin Members(s)
      BY <3>1, <3>2 DEF Distinct, Members
    <3> QED BY <3>2, AppendToQueue
  <2>3. CASE e = x
    BY <1>2, <2>1, <2>2, <2>3
  <2>4. CASE e # x
    <3>1. F(Append(s, e)) = Append(F(s), e) /\ F(s) \in Seq(S)
      BY <1>2, <2>1, <2>4
    <3>2. /\ Append(F(s), e) \in Seq(S)
          /\ Members(Append(F(s), e)) = Members(F(s)) \cup {e}
          /\ Distinct(F(s)) /\ e \notin Members(F(s)) => Distinct(Append(F(s), e))
      BY <3>1, AppendToQueue
    <3> QED BY <1>2, <2>2, <2>4, <3>1, <3>2
  <2> QED BY <2>3, <2>4
<1> HIDE DEF P
<1>3. ASSUME NEW s \in Seq(S), ~P(s) PROVE FALSE
  <2> DEFINE Bad == {n \in Nat : \E r \in Seq(S) : Len(r) = n /\ ~P(r)}
  <2>1. Bad \in SUBSET Nat /\ Len(s) \in Bad
    BY <1>3
  <2>2. PICK n \in Bad : \A m \in Bad : ~(m < n)
    BY <2>1, Smallest
  <2>3. PICK r \in Seq(S) : Len(r) = n /\ ~P(r)
    BY <2>2
  <2>4. r # <<>>
    BY <1>1, <2>3
  <2> DEFINE f == SubSeq(r, 1, n - 1)
             e == r[n]
  <2>5. n \in Nat \ {0}
    BY <2>2, <2>3, <2>4
  <2>6. f \in Seq(S) /\ Len(f) = n - 1 /\ e \in S
    BY <2>3, <2>5
  <2>7. r = Append(f, e)
    BY <2>3, <2>5, <2>6
  <2>8. P(f)
    BY <2>2, <2>5, <2>6
  <2> QED BY <1>2, <2>3, <2>6, <2>7, <2>8
<1> QED BY <1>3 DEF P, F, Without
=============================================================================
