---------------------------- MODULE Walks_proof -----------------------------
(***************************************************************************)
(* Lemmas about walks along a relation, for any set and any relation.      *)
(* Two are for use elsewhere:                                              *)
(*                                                                         *)
(*   NoNewCircle     Whoever begins to point at somebody from whom no walk *)
(*                   leads back to him closes no circle.  A circle that he *)
(*                   did close could be walked from where he points to     *)
(*                   (Rotated), and of such a walk the beginning, up to    *)
(*                   where it meets him first, does without his new step   *)
(*                   (Shortened).                                          *)
(*   ShortestCircle  Where there is a circle there is one that meets       *)
(*                   nobody twice.                                         *)
(*                                                                         *)
(* Assumed: what Queues_proof assumes, and nothing else.                   *)
(***************************************************************************)
EXTENDS Queues_proof

\* Each element of c, which has n, is followed in R by the next.
Walk(R, n, c) == \A i \in 1..n - 1 : <<c[i], c[i + 1]>> \in R

\* Is there a walk of at most k elements of S that leads back to its beginning; is there one from v to t?
Circular(S, R, k)   == \E n \in 1..k : \E c \in [1..n -> S] : Walk(R, n, c) /\ <<c[n], c[1]>> \in R
Path(S, R, k, v, t) == \E n \in 1..k : \E c \in [1..n -> S] : Walk(R, n, c) /\ c[1] = v /\ c[n] = t

\* A circle can be walked so that any of its elements comes last.
LEMMA Rotated ==
  ASSUME NEW S, NEW R, NEW n \in Nat \ {0}, NEW c \in [1..n -> S], NEW k \in 1..n,
         Walk(R, n, c), <<c[n], c[1]>> \in R
  PROVE  \E d \in [1..n -> S] : d[n] = c[k] /\ Walk(R, n, d) /\ <<d[n], d[1]>> \in R
<1> DEFINE d == [i \in 1..n |-> IF i <= n - k THEN c[k + i] ELSE c[i - (n - k)]]
<1>1. \A i \in 1..n : /\ i <= n - k => k + i \in 1..n
                      /\ ~(i <= n - k) => i - (n - k) \in 1..n
  OBVIOUS
<1>2. d \in [1..n -> S]
  BY <1>1
<1>3. \A i \in 1..n : d[i] = IF i <= n - k THEN c[k + i] ELSE c[i - (n - k)]
  OBVIOUS
<1> HIDE DEF d
<1>4. d[n] = c[k]
  <2>1. ~(n <= n - k) /\ n - (n - k) = k
    OBVIOUS
  <2> QED BY <1>3, <2>1
<1>5. ASSUME NEW i \in 1..n - 1 PROVE <<d[i], d[i + 1]>> \in R
  <2>1. CASE i < n - k
    <3>1. k + i \in 1..n - 1 /\ i <= n - k /\ i + 1 <= n - k /\ k + (i + 1) = (k + i) + 1
      BY <2>1
    <3>2. d[i] = c[k + i] /\ d[i + 1] = c[(k + i) + 1]
      BY <1>3, <3>1
    <3> QED BY <3>1, <3>2 DEF Walk
  <2>2. CASE i = n - k
    <3>1. k + i = n /\ i <= n - k /\ ~(i + 1 <= n - k) /\ (i + 1) - (n - k) = 1
      BY <2>2
    <3>2. d[i] = c[n] /\ d[i + 1] = c[1]
      BY <1>3, <3>1
    <3> QED BY <3>2
  <2>3. CASE i > n - k
    <3>1. /\ i - (n - k) \in 1..n - 1 /\ ~(i <= n - k) /\ ~(i + 1 <= n - k)
          /\ (i + 1) - (n - k) = (i - (n - k)) + 1
      BY <2>3
    <3>2. d[i] = c[i - (n - k)] /\ d[i + 1] = c[(i - (n - k)) + 1]
      BY <1>3, <3>1
    <3> QED BY <3>1, <3>2 DEF Walk
  <2> QED BY <2>1, <2>2, <2>3
<1>6. <<d[n], d[1]>> \in R
  <2>1. CASE k = n
    <3>1. ~(1 <= n - k) /\ 1 - (n - k) = 1
      BY <2>1
    <3>2. d[1] = c[1]
      BY <1>3, <3>1
    <3> QED BY <1>4, <2>1, <3>2
  <2>2. CASE k < n
    <3>1. 1 <= n - k /\ k \in 1..n - 1
      BY <2>2
    <3>2. d[1] = c[k + 1]
      BY <1>3, <3>1
    <3> QED BY <1>4, <3>1, <3>2 DEF Walk
  <2> QED BY <2>1, <2>2
<1> QED BY <1>2, <1>4, <1>5, <1>6 DEF Walk

\* A walk from v to t that may take the step from t to v has a beginning that does without it.
LEMMA Shortened ==
  ASSUME NEW S, NEW R, NEW k \in Nat, NEW t, NEW v, NEW n \in 1..k, NEW d \in [1..n -> S],
         d[1] = v, d[n] = t, Walk(R \cup {<<t, v>>}, n, d)
  PROVE  Path(S, R, k, v, t)
<1> DEFINE T == {i \in 1..n : d[i] = t}
<1>1. T \in SUBSET Nat /\ n \in T
  OBVIOUS
<1>2. PICK m \in T : \A i \in T : ~(i < m)
  <2> HIDE DEF T
  <2> QED BY <1>1, Smallest
<1>3. m \in 1..n /\ d[m] = t /\ m \in 1..k
  BY <1>2
<1>4. \A i \in 1..m - 1 : i \in 1..n - 1 /\ d[i] # t
  <2> SUFFICES ASSUME NEW i \in 1..m - 1 PROVE i \in 1..n - 1 /\ d[i] # t
    OBVIOUS
  <2>1. i \in 1..n /\ i < m /\ i \in 1..n - 1
    BY <1>3
  <2> QED BY <1>2, <2>1
<1> DEFINE c == [i \in 1..m |-> d[i]]
<1>5. c \in [1..m -> S] /\ \A i \in 1..m : c[i] = d[i]
  BY <1>3
<1> HIDE DEF c, T
<1>6. c[1] = v /\ c[m] = t
  BY <1>3, <1>5
<1>7. ASSUME NEW i \in 1..m - 1 PROVE <<c[i], c[i + 1]>> \in R
  <2>1. i \in 1..m /\ i + 1 \in 1..m
    BY <1>3
  <2>2. <<d[i], d[i + 1]>> \in R
    BY <1>4 DEF Walk
  <2> QED BY <1>5, <2>1, <2>2
<1> QED BY <1>3, <1>5, <1>6, <1>7 DEF Path, Walk

\* If t, who points at nobody, begins to point at v, from whom no walk leads to t, that closes no circle.
LEMMA NoNewCircle ==
  ASSUME NEW S, NEW R, NEW k \in Nat, NEW t, NEW v,
         ~Circular(S, R, k), ~Path(S, R, k, v, t), \A u : <<t, u>> \notin R
  PROVE  ~Circular(S, R \cup {<<t, v>>}, k)
<1> DEFINE Q == R \cup {<<t, v>>}
<1>1. /\ \A u, w : <<u, w>> \in Q /\ u # t => <<u, w>> \in R
      /\ \A w : <<t, w>> \in Q => w = v
  OBVIOUS
<1> SUFFICES ASSUME Circular(S, Q, k) PROVE FALSE
  OBVIOUS
<1>2. Q = R \cup {<<t, v>>}
  OBVIOUS
<1> HIDE DEF Q
<1>3. PICK n \in 1..k : \E c \in [1..n -> S] : Walk(Q, n, c) /\ <<c[n], c[1]>> \in Q
  BY DEF Circular
<1>4. PICK c \in [1..n -> S] : Walk(Q, n, c) /\ <<c[n], c[1]>> \in Q
  BY <1>3
<1>5. n \in Nat \ {0}
  OBVIOUS
<1>6. CASE \A i \in 1..n : c[i] # t
  <2>1. <<c[n], c[1]>> \in R
    BY <1>1, <1>4, <1>5, <1>6
  <2>2. Walk(R, n, c)
    <3> SUFFICES ASSUME NEW i \in 1..n - 1 PROVE <<c[i], c[i + 1]>> \in R
      BY DEF Walk
    <3>1. i \in 1..n
      BY <1>5
    <3> QED BY <1>1, <1>4, <1>6, <3>1 DEF Walk
  <2> QED BY <2>1, <2>2 DEF Circular
<1>7. ASSUME NEW i \in 1..n, c[i] = t PROVE FALSE
  <2>1. PICK d \in [1..n -> S] : d[n] = c[i] /\ Walk(Q, n, d) /\ <<d[n], d[1]>> \in Q
    BY <1>4, <1>5, Rotated
  <2>2. d[n] = t /\ d[1] = v
    BY <1>1, <1>7, <2>1
  <2> QED BY <1>2, <2>1, <2>2, Shortened
<1> QED BY <1>6, <1>7

\* A relation that has no more pairs has no more circles.
LEMMA FewerPairs ==
  ASSUME NEW S, NEW R, NEW Q, NEW k, ~Circular(S, R, k), \A u \in S, v \in S : <<u, v>> \in Q => <<u, v>> \in R
  PROVE  ~Circular(S, Q, k)
<1> SUFFICES ASSUME NEW n \in 1..k, NEW c \in [1..n -> S], Walk(Q, n, c), <<c[n], c[1]>> \in Q PROVE Circular(S, R, k)
  BY DEF Circular
<1>1. \A i \in 1..n - 1 : i \in 1..n /\ i + 1 \in 1..n
  OBVIOUS
<1>2. 1 \in 1..n /\ n \in 1..n
  OBVIOUS
<1>3. Walk(R, n, c)
  BY <1>1 DEF Walk
<1>4. <<c[n], c[1]>> \in R
  BY <1>2
<1> QED BY <1>3, <1>4 DEF Circular
\* The n elements of c are a circle that meets nobody twice.
SimpleCircle(S, R, n, c) == /\ c \in [1..n -> S] /\ Walk(R, n, c) /\ <<c[n], c[1]>> \in R
                            /\ \A i, j \in 1..n : c[i] = c[j] => i = j

\* Where there is a circle there is one that meets nobody twice.
LEMMA ShortestCircle ==
  ASSUME NEW S, NEW R, NEW n \in Nat \ {0}, NEW c \in [1..n -> S], Walk(R, n, c), <<c[n], c[1]>> \in R
  PROVE  \E m \in Nat \ {0} : \E d : SimpleCircle(S, R, m, d)
<1> DEFINE IsCircle(m, d) == Walk(R, m, d) /\ <<d[m], d[1]>> \in R
           L == {m \in Nat \ {0} : \E d \in [1..m -> S] : IsCircle(m, d)}
<1>1. L \in SUBSET Nat /\ n \in L
  OBVIOUS
<1>2. PICK m \in L : \A l \in L : ~(l < m)
  <2> HIDE DEF L
  <2> QED BY <1>1, Smallest
<1>3. m \in Nat \ {0}
  OBVIOUS
<1>4. PICK d \in [1..m -> S] : IsCircle(m, d)
  BY <1>2
<1>5. ASSUME NEW i \in 1..m, NEW j \in 1..m, i < j, d[i] = d[j] PROVE FALSE
  <2> DEFINE l == j - i
             e == [k \in 1..l |-> d[(i - 1) + k]]
  <2>1. /\ l \in Nat \ {0} /\ l < m
        /\ \A k \in 1..l : (i - 1) + k \in 1..m - 1
        /\ (i - 1) + 1 = i /\ (i - 1) + l = j - 1 /\ (j - 1) + 1 = j /\ j - 1 \in 1..m - 1
        /\ \A k \in 1..l - 1 : k \in 1..l /\ k + 1 \in 1..l /\ (i - 1) + (k + 1) = ((i - 1) + k) + 1
        /\ 1 \in 1..l /\ l \in 1..l /\ 1..m - 1 \subseteq 1..m
    BY <1>3, <1>5
  <2> HIDE DEF l
  <2>2. e \in [1..l -> S] /\ \A k \in 1..l : e[k] = d[(i - 1) + k]
    BY <2>1
  <2> HIDE DEF e
  <2>3. Walk(R, l, e)
    <3> SUFFICES ASSUME NEW k \in 1..l - 1 PROVE <<e[k], e[k + 1]>> \in R
      BY DEF Walk
    <3>1. e[k] = d[(i - 1) + k] /\ e[k + 1] = d[((i - 1) + k) + 1] /\ (i - 1) + k \in 1..m - 1
      BY <2>1, <2>2
    <3> QED BY <1>4, <3>1 DEF Walk
  <2>4. e[l] = d[j - 1] /\ e[1] = d[j]
    BY <1>5, <2>1, <2>2
  <2>5. <<d[j - 1], d[(j - 1) + 1]>> \in R
    BY <1>4, <2>1 DEF Walk
  <2>6. <<e[l], e[1]>> \in R
    BY <2>1, <2>4, <2>5
  <2>7. l \in L
    BY <2>1, <2>2, <2>3, <2>6
  <2> HIDE DEF L
  <2> QED BY <1>2, <2>1, <2>7
<1>6. \A i, j \in 1..m : d[i] = d[j] => i = j
  <2> SUFFICES ASSUME NEW i \in 1..m, NEW j \in 1..m, d[i] = d[j], i # j PROVE FALSE
    OBVIOUS
  <2>1. i < j \/ j < i
    OBVIOUS
  <2> QED BY <1>5, <2>1
<1>7. SimpleCircle(S, R, m, d)
  BY <1>4, <1>6 DEF SimpleCircle
<1> QED BY <1>3, <1>7
=============================================================================
