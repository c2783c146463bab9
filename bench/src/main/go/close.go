package main

import (
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

const waiters = 100_000

// Starts goroutines that call body, and returns when they have come to it, with what waits for their end.
func gather(count int, body func()) *sync.WaitGroup {
	var group sync.WaitGroup
	var coming atomic.Int32
	coming.Store(int32(count))
	group.Add(count)
	for i := 0; i < count; i++ {
		go func() {
			coming.Add(-1)
			body()
			group.Done()
		}()
	}
	for coming.Load() > 0 {
		runtime.Gosched()
	}
	return &group
}

// For the last ones to be blocked, too.
const settling = 10 * time.Millisecond

func closing() func() {
	ch := make(chan int)
	group := gather(waiters, func() { <-ch })
	time.Sleep(settling)
	return func() {
		close(ch)
		group.Wait()
	}
}

// Such a channel can be sent on only once: several are timed together, for it to be more than the clock that is measured.
const passedBy = 16

func idle(selects int) func() func() {
	return func() func() {
		all, ready := channels(passedBy, 1), make(chan int, 1)
		for _, ch := range all {
			for i := 0; i < selects; i++ {
				ready <- 1
				select {
				case <-ch:
				case <-ready:
				}
			}
		}
		return func() {
			for _, ch := range all {
				ch <- 1
			}
		}
	}
}

func closeRows() []row {
	rows := []row{shot("close with 100,000 waiters", waiters, closing)}
	for _, selects := range []int{1, 1_000, 1_000_000} {
		rows = append(rows, shot("idle channel after selects: "+grouped(selects), passedBy, idle(selects)))
	}
	return rows
}
