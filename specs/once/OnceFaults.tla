----------------------------- MODULE OnceFaults -----------------------------
(***************************************************************************)
(* Wrong on purpose: each operator here replaces an action of module Once  *)
(* in one configuration (CONSTANT Action <- FaultyAction), which names the *)
(* one promise that breaks.                                                *)
(***************************************************************************)
EXTENDS Once

Never(t) == FALSE       \* LostWakeup: a completed waiter is never woken.   Resume <- Never

\* CasThenRun: the tempting version.  One compare-and-set decides who runs the function, and
\* all others return at once, before it has ended: before what it prepares is there.
\*   if (flag.compareAndSet(false, true)) f.run();          Park <- Never, Deadlock <- Never
SkipOnceBegun(t) ==
    /\ Is(t, "called") /\ state[On(t)] # "new"
    /\ Finish(t, "ok")
    /\ UNCHANGED <<state, runner, waitq>>

\* CheckThenRun: the flag is read and set in two steps, so that two tasks run the function.
\*   if (!done) { f.run(); done = true; }                   Park <- Never, Deadlock <- Never
BeginUnlessEnded(t) ==
    /\ Is(t, "called") /\ ~Ended(On(t))
    /\ state' = [state EXCEPT ![On(t)] = "running"]
    /\ runner' = [runner EXCEPT ![On(t)] = t]
    /\ task' = [task EXCEPT ![t] = With(t, [Top(t) EXCEPT !.pc = "running"])]
    /\ UNCHANGED waitq

\* CircleUnseen: whoever finds the function running waits, as in Go: A -> B -> A hangs.
\*   Deadlock <- Never
ParkWhileItRuns(t) ==
    /\ Is(t, "called") /\ state[On(t)] = "running"
    /\ waitq' = [waitq EXCEPT ![On(t)] = Append(@, t)]
    /\ task' = [task EXCEPT ![t] = With(t, [Top(t) EXCEPT !.pc = "parked"])]
    /\ UNCHANGED <<state, runner>>

\* OwnRecursionOnly: only the thread that runs the function is recognised, not a circle of several,
\* as with an owner field or a lock that checks its holder.
CircleOfOne(t, o) == runner[o] = t

\* FalseAlarm: waiting for somebody who waits is taken for a deadlock.
CircleIfRunnerWaits(t, o) == runner[o] = t \/ Is(runner[o], "parked")

\* FailureRetries: a function that throws is run again by the next caller, as if it had not run.
FailAndForget(t) ==
    /\ Is(t, "running")
    /\ state' = [state EXCEPT ![On(t)] = "new"]
    /\ Release(t, "failed", "ok")

\* FailureUntold: those who waited for a OnceFunc that failed return as if all were well.
FailQuietly(t) ==
    /\ Is(t, "running")
    /\ state' = [state EXCEPT ![On(t)] = IF On(t) \in Memo THEN "failed" ELSE "done"]
    /\ Release(t, "failed", "ok")

\* WakesOne: the end of the function releases only the one who has waited longest.
EndReleasesFirst(t) ==
    /\ Is(t, "running")
    /\ state' = [state EXCEPT ![On(t)] = "done"]
    /\ task' = [u \in Task |-> CASE u = t -> With(t, Done("ok"))
                                 [] waitq[On(t)] # <<>> /\ u = Head(waitq[On(t)]) -> Woken(u, "ok")
                                 [] OTHER -> task[u]]
    /\ waitq' = [waitq EXCEPT ![On(t)] = IF @ = <<>> THEN @ ELSE Tail(@)]
    /\ runner' = [runner EXCEPT ![On(t)] = None]

\* LeftInQueue: a task that is interrupted stays in the queue.
WithdrawWithoutLeaving(t, why) ==
    /\ why = "interrupted"
    /\ Is(t, "parked") /\ Top(t).op = "runInterruptibly"
    /\ Finish(t, why)
    /\ UNCHANGED <<state, runner, waitq>>
=============================================================================
