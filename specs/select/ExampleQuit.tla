---------------------------- MODULE ExampleQuit ----------------------------
(***************************************************************************)
(* A program with a select, as an example to copy: the for-select loop.  A *)
(* generator offers the next value, or ends when quit is closed; the       *)
(* consumer takes as many values as it wants, and closes quit.             *)
(*                                                                         *)
(*     for (;;) select { case out <- v:    case <-quit: return }           *)
(*                                                                         *)
(* The calls of the program are Form, and EShape says what each is; the    *)
(* channels and all tasks are those of module Select.  A task's step is a  *)
(* Call or a Return; what happens between the two is Select's affair.      *)
(* Nobody is interrupted: Withdraw and RefuseInterrupted are left out.     *)
(***************************************************************************)
EXTENDS Select

CONSTANTS
    Wanted,  \* how many values the consumer takes
    Tidy     \* does the consumer close quit?

VARIABLES
    at,      \* where each task is in its program
    next,    \* the value that the generator offers
    got      \* the values that the consumer has received

all == <<vars, at, next, got>>

ETask == {"generator", "consumer"}
EVal  == {"a", "b"}
EForm == {"offer a", "offer b", "take", "close quit"}

\* All channels are unbuffered.
ECapOf(c) == 0

EShape(f) ==
    CASE f = "offer a"    -> Selecting(<<Snd("out", "a"), Rcv("quit")>>, "block")
      [] f = "offer b"    -> Selecting(<<Snd("out", "b"), Rcv("quit")>>, "block")
      [] f = "take"       -> Selecting(<<Rcv("out")>>, "block")
      [] f = "close quit" -> Closing("quit")

EInit == /\ Init
         /\ at = [t \in Task |-> "top"]
         /\ next = "a"
         /\ got = <<>>

Go(t, from, to) == at[t] = from /\ at' = [at EXCEPT ![t] = to]

Generate ==
    /\ \/ /\ Go("generator", "top", "selecting")
          /\ Call("generator", IF next = "a" THEN "offer a" ELSE "offer b")
          /\ UNCHANGED next
       \/ /\ Go("generator", "selecting", "top")
          /\ Return("generator", 1, "sent")
          /\ next' = IF next = "a" THEN "b" ELSE "a"
       \/ /\ Go("generator", "selecting", "end")
          /\ Return("generator", 2, "closed")
          /\ UNCHANGED next
    /\ UNCHANGED got

Consume ==
    /\ \/ /\ Go("consumer", "top", "taking")
          /\ Len(got) < Wanted
          /\ Call("consumer", "take")
          /\ UNCHANGED got
       \/ \E v \in Val :
          /\ Go("consumer", "taking", "top")
          /\ Return("consumer", 1, v)
          /\ got' = Append(got, v)
       \/ /\ Go("consumer", "top", "closing")
          /\ Len(got) = Wanted /\ Tidy
          /\ Call("consumer", "close quit")
          /\ UNCHANGED got
       \/ /\ Go("consumer", "closing", "end")
          /\ Return("consumer", 0, "ok")
          /\ UNCHANGED got
       \/ /\ Go("consumer", "top", "end")
          /\ Len(got) = Wanted /\ ~Tidy
          /\ UNCHANGED <<vars, got>>
    /\ UNCHANGED next

\* The selects do what they were called for.
Acts(t) == /\ \/ Section(t) \/ Resume(t) \/ \E i \in Index : Notice(t, i)
           /\ UNCHANGED <<at, next, got>>

\* The program is over: the only state that may have no other successor.
Over == (\A t \in Task : at[t] = "end") /\ UNCHANGED all

ENext == Generate \/ Consume \/ (\E t \in Task : Acts(t)) \/ Over

ESpec == EInit /\ [][ENext]_all /\ WF_all(ENext)

-----------------------------------------------------------------------------

\* The values come in the order in which they were offered, none twice, none left out.
InOrder == \A i \in DOMAIN got : got[i] = (IF i % 2 = 1 THEN "a" ELSE "b")

\* The consumer gets what it wanted, and the generator does not outlive it.
Terminates == <>(at["generator"] = "end" /\ at["consumer"] = "end" /\ Len(got) = Wanted)
=============================================================================
