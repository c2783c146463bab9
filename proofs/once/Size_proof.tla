---------------------------- MODULE Size_proof ------------------------------
(***************************************************************************)
(* What it means to count a finite set: Cardinality is a number, and as    *)
(* many different elements there are at most (theorem AtMostCardinality).  *)
(* It follows from the recursive definition of Cardinality: the number of  *)
(* places at which the elements of a set can stand, at the least, obeys    *)
(* it, and nothing else does.                                              *)
(*                                                                         *)
(* Assumed: what Queues_proof assumes, and nothing else.                   *)
(***************************************************************************)
EXTENDS FiniteSets, Queues_proof

\* All elements of T stand at the places 1..m of some q.
Stand(T, m, q) == \A x \in T : \E i \in 1..m : q[i] = x
Fit(T, m)      == \E q : Stand(T, m, q)

\* The fewest places for T.
Size(T) == CHOOSE m \in Nat : Fit(T, m) /\ \A k \in Nat : Fit(T, k) => m <= k

\* A set that fits has a size.
LEMMA SizeIs ==
  ASSUME NEW T, NEW n \in Nat, Fit(T, n)
  PROVE  Size(T) \in Nat /\ Fit(T, Size(T)) /\ \A k \in Nat : Fit(T, k) => Size(T) <= k
<1> DEFINE A == {k \in Nat : Fit(T, k)}
<1>1. A \in SUBSET Nat /\ n \in A
  OBVIOUS
<1>2. PICK m \in A : \A k \in A : ~(k < m)
  <2> HIDE DEF A
  <2> QED BY <1>1, Smallest
<1>3. m \in Nat /\ Fit(T, m) /\ \A k \in Nat : Fit(T, k) => m <= k
  <2>1. \A k \in Nat : ~(k < m) => m <= k
    BY <1>2
  <2> QED BY <1>2, <2>1
<1> QED BY <1>3 DEF Size

\* No element needs no place.
LEMMA SizeOfNone == Size({}) = 0
<1>1. Fit({}, 0)
  BY DEF Fit, Stand
<1>2. Size({}) \in Nat /\ Size({}) <= 0
  BY <1>1, SizeIs
<1> QED BY <1>2

\* Without one of its elements a set needs one place less.
LEMMA SizeOfLess ==
  ASSUME NEW T, NEW n \in Nat, Fit(T, n), NEW x \in T
  PROVE  Size(T) = 1 + Size(T \ {x}) /\ Size(T \ {x}) \in Nat
<1> DEFINE U == T \ {x}
<1>1. Size(T) \in Nat /\ Fit(T, Size(T)) /\ \A k \in Nat : Fit(T, k) => Size(T) <= k
  BY SizeIs
<1>2. Fit(U, n)
  BY DEF Fit, Stand
<1>3. Size(U) \in Nat /\ Fit(U, Size(U)) /\ \A k \in Nat : Fit(U, k) => Size(U) <= k
  BY <1>2, SizeIs
<1>4. Fit(T, Size(U) + 1)
  <2>1. PICK q : Stand(U, Size(U), q)
    BY <1>3 DEF Fit
  <2> DEFINE m == Size(U)
             r == [i \in 1..m + 1 |-> IF i = m + 1 THEN x ELSE q[i]]
  <2>2. ASSUME NEW y \in T PROVE \E i \in 1..m + 1 : r[i] = y
    <3>1. CASE y = x
      <4>1. m + 1 \in 1..m + 1
        BY <1>3
      <4>2. r[m + 1] = x
        BY <4>1
      <4> QED BY <3>1, <4>1, <4>2
    <3>2. CASE y # x
      <4>1. PICK i \in 1..m : q[i] = y
        BY <2>1, <3>2 DEF Stand
      <4>2. i \in 1..m + 1 /\ i # m + 1
        BY <1>3
      <4> QED BY <4>1, <4>2
    <3> QED BY <3>1, <3>2
  <2> HIDE DEF r
  <2> QED BY <2>2 DEF Fit, Stand
<1>5. PICK q : Stand(T, Size(T), q)
  BY <1>1 DEF Fit
<1> DEFINE m == Size(T)
<1> HIDE DEF U
<1>6. PICK j \in 1..m : q[j] = x
  BY <1>5 DEF Stand
<1>7. m - 1 \in Nat /\ m \in Nat
  BY <1>1
<1>8. Fit(U, m - 1)
  <2> DEFINE r == [i \in 1..m - 1 |-> IF i < j THEN q[i] ELSE q[i + 1]]
  <2> HIDE DEF m
  <2>1. ASSUME NEW y \in U PROVE \E i \in 1..m - 1 : r[i] = y
    <3>1. PICK i \in 1..m : q[i] = y
      BY <1>5 DEF Stand, m, U
    <3>2. i # j
      BY <1>6, <3>1 DEF U
    <3>3. CASE i < j
      <4>1. i \in 1..m - 1
        BY <1>7, <3>3
      <4>2. r[i] = y
        BY <3>1, <3>3, <4>1
      <4> QED BY <4>1, <4>2
    <3>4. CASE i > j
      <4>1. i - 1 \in 1..m - 1 /\ ~(i - 1 < j) /\ (i - 1) + 1 = i
        BY <1>7, <3>4
      <4>2. r[i - 1] = y
        BY <3>1, <4>1
      <4> QED BY <4>1, <4>2
    <3> QED BY <3>2, <3>3, <3>4
  <2> HIDE DEF r
  <2> QED BY <2>1 DEF Fit, Stand
<1>9. Size(T) <= Size(U) + 1
  BY <1>1, <1>3, <1>4
<1>10. Size(U) <= Size(T) - 1
  BY <1>3, <1>7, <1>8
<1>11. Size(T) = 1 + Size(U)
  BY <1>1, <1>3, <1>9, <1>10
<1> QED BY <1>3, <1>11 DEF U

\* Cardinality is that size.
LEMMA CardinalityIsSize ==
  ASSUME NEW S, NEW n \in Nat, Fit(S, n)
  PROVE  Cardinality(S) = Size(S)
<1> DEFINE Counts(f) == f = [T \in SUBSET S |-> IF T = {} THEN 0 ELSE 1 + f[T \ {CHOOSE x : x \in T}]]
           g == [T \in SUBSET S |-> Size(T)]
           h == CHOOSE f : Counts(f)
<1>1. \A T \in SUBSET S : Fit(T, n)
  BY DEF Fit, Stand
<1>2. ASSUME NEW T \in SUBSET S, T # {}
      PROVE  /\ T \ {CHOOSE x : x \in T} \in SUBSET S
             /\ Size(T) = 1 + Size(T \ {CHOOSE x : x \in T}) /\ Size(T \ {CHOOSE x : x \in T}) \in Nat
  <2>1. (CHOOSE x : x \in T) \in T
    BY <1>2
  <2> QED BY <1>1, <2>1, SizeOfLess
<1>3. Counts(g)
  <2>1. ASSUME NEW T \in SUBSET S PROVE Size(T) = IF T = {} THEN 0 ELSE 1 + g[T \ {CHOOSE x : x \in T}]
    BY <1>2, SizeOfNone
  <2> QED BY <2>1
<1>4. Cardinality(S) = h[S]
  BY DEF Cardinality
<1>5. Counts(h)
  <2> HIDE DEF Counts, g
  <2> QED BY <1>3
<1>6. \A T \in SUBSET S : h[T] = IF T = {} THEN 0 ELSE 1 + h[T \ {CHOOSE x : x \in T}]
  <2>1. h = [T \in SUBSET S |-> IF T = {} THEN 0 ELSE 1 + h[T \ {CHOOSE x : x \in T}]]
    BY <1>5
  <2> HIDE DEF h
  <2> QED BY <2>1
<1> HIDE DEF h
<1> DEFINE Bad == {k \in Nat : \E T \in SUBSET S : Size(T) = k /\ h[T] # Size(T)}
<1>7. Bad = {}
  <2> SUFFICES ASSUME Bad # {} PROVE FALSE
    OBVIOUS
  <2>1. Bad \in SUBSET Nat
    OBVIOUS
  <2>2. PICK k \in Bad : \A l \in Bad : ~(l < k)
    <3> HIDE DEF Bad
    <3> QED BY <2>1, Smallest
  <2>3. PICK T \in SUBSET S : Size(T) = k /\ h[T] # Size(T)
    BY <2>2
  <2>4. T # {}
    BY <1>6, <2>3, SizeOfNone
  <2> DEFINE U == T \ {CHOOSE x : x \in T}
  <2>5. U \in SUBSET S /\ Size(T) = 1 + Size(U) /\ Size(U) \in Nat /\ h[T] = 1 + h[U]
    BY <1>2, <1>6, <2>4
  <2> HIDE DEF U
  <2>6. Size(U) \in Bad /\ Size(U) < k
    BY <2>3, <2>5
  <2> HIDE DEF Bad
  <2> QED BY <2>2, <2>6
<1>8. Size(S) \in Nat
  BY SizeIs
<1>9. h[S] = Size(S)
  BY <1>7, <1>8
<1> QED BY <1>4, <1>9

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

\* Of a finite set one can take as many different elements as its Cardinality, a number, and no more.
THEOREM AtMostCardinality ==
  ASSUME NEW S, IsFiniteSet(S)
  PROVE  /\ Cardinality(S) \in Nat
         /\ \A n \in Nat : \A c \in [1..n -> S] : (\A i, j \in 1..n : c[i] = c[j] => i = j) => n <= Cardinality(S)
<1>1. PICK l \in Nat : Fit(S, l)
  <2>1. PICK s \in Seq(S) : \A x \in S : \E i \in 1..Len(s) : s[i] = x
    BY DEF IsFiniteSet
  <2>2. Len(s) \in Nat /\ Stand(S, Len(s), s)
    BY <2>1 DEF Stand
  <2> QED BY <2>2 DEF Fit
<1> DEFINE m == Cardinality(S)
<1>2. m = Size(S)
  BY <1>1, CardinalityIsSize
<1> HIDE DEF m
<1>3. m \in Nat /\ Fit(S, m)
  BY <1>1, <1>2, SizeIs
<1>4. ASSUME NEW n \in Nat, NEW c \in [1..n -> S], \A i, j \in 1..n : c[i] = c[j] => i = j, ~(n <= m) PROVE FALSE
  <2>1. PICK q : Stand(S, m, q)
    BY <1>3 DEF Fit
  <2> DEFINE h == [i \in 1..m |-> CHOOSE w \in 1..n : c[w] = q[i]]
  <2>2. ASSUME NEW w \in 1..m + 1 PROVE \E i \in 1..m : h[i] = w
    <3>1. w \in 1..n
      BY <1>3, <1>4
    <3>2. PICK i \in 1..m : q[i] = c[w]
      BY <2>1, <3>1 DEF Stand
    <3>3. (CHOOSE u \in 1..n : c[u] = q[i]) = w
      BY <1>4, <3>1, <3>2
    <3> QED BY <3>3
  <2> HIDE DEF h
  <2>3. Fills(m, h)
    BY <2>2 DEF Fills
  <2> QED BY <1>3, <2>3, Pigeonhole
<1> QED BY <1>3, <1>4 DEF m
=============================================================================
