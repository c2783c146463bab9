package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
)

// The benchmarks of Go's own chan_test.go, scaled as those in Java are.
const (
	operations   = 100_000
	burst        = 100
	bursts       = 1_000
	fans         = 1_000
	popularTurns = 20
	callsPerLook = 1_000
)

func share() int {
	return operations / runtime.GOMAXPROCS(0)
}

func chanNonblocking() {
	ch := make(chan int)
	onEachCore(func() {
		for i := share(); i > 0; i-- {
			tryReceive(ch)
		}
	})
}

func toAndFro(first, second chan int) {
	first <- 1
	for i := share(); i > 0; i-- {
		select {
		case <-first:
			second <- 2
		case <-second:
			first <- 1
		}
	}
}

func selectUncontended() {
	onEachCore(func() { toAndFro(make(chan int, 1), make(chan int, 1)) })
}

func selectAsyncContended() {
	procs := runtime.GOMAXPROCS(0)
	first, second := make(chan int, procs), make(chan int, procs)
	onEachCore(func() { toAndFro(first, second) })
}

func selectSyncContended() {
	procs := runtime.GOMAXPROCS(0)
	a, b, c, done, ended := make(chan int), make(chan int), make(chan int), make(chan int, procs), make(chan int, procs)
	for p := 0; p < procs; p++ {
		go func() {
			for {
				select {
				case a <- 1:
				case b <- 1:
				case c <- 1:
				case <-done:
					ended <- 1
					return
				}
			}
		}()
	}
	onEachCore(func() {
		for i := share(); i > 0; i-- {
			select {
			case <-a:
			case <-b:
			case <-c:
			}
		}
	})
	for p := 0; p < procs; p++ {
		done <- 0
	}
	for p := 0; p < procs; p++ {
		<-ended
	}
}

func selectNonblock() {
	sync, async := channels(2, 0), channels(2, 1)
	onEachCore(func() {
		for i := share(); i > 0; i-- {
			tryReceive(sync[0])
			trySend(sync[1])
			tryReceive(async[0])
			trySend(async[1])
		}
	})
}

func fillAndEmpty(ch chan int) {
	for i := bursts / runtime.GOMAXPROCS(0); i > 0; i-- {
		for j := 0; j < burst; j++ {
			ch <- 0
		}
		for j := 0; j < burst; j++ {
			<-ch
		}
	}
}

func chanUncontended() {
	onEachCore(func() { fillAndEmpty(make(chan int, burst)) })
}

func chanContended() {
	ch := make(chan int, burst*runtime.GOMAXPROCS(0))
	onEachCore(func() { fillAndEmpty(ch) })
}

func chanSync() {
	ch := make(chan int)
	var left atomic.Int32
	left.Store(operations / callsPerLook)
	side := func() {
		for i := left.Add(-1); i >= 0; i = left.Add(-1) {
			for call := 0; call < callsPerLook; call++ {
				if i%2 == 0 {
					<-ch
					ch <- 0
				} else {
					ch <- 0
					<-ch
				}
			}
		}
	}
	together(side, side)
}

// What the other work results in.
var result atomic.Uint32

func worked(from uint32, work int) uint32 {
	for i := 0; i < work; i++ {
		from = from*1_664_525 + 1_013_904_223
	}
	return from
}

func produce(left *atomic.Int32, work int, ch chan int, send func()) {
	done := uint32(0)
	for left.Add(-1) >= 0 {
		for call := 0; call < callsPerLook; call++ {
			done = worked(done, work)
			send()
		}
	}
	ch <- 0
	result.Store(done)
}

func consume(work int, receive func() int) {
	done := uint32(0)
	for receive() != 0 {
		done = worked(done, work)
	}
	result.Store(done)
}

func producersAndConsumers(work int, ch chan int, send func() func(), receive func() func() int) {
	var left atomic.Int32
	left.Store(operations / callsPerLook)
	var bodies []func()
	for p := 0; p < runtime.GOMAXPROCS(0); p++ {
		bodies = append(bodies, func() { produce(&left, work, ch, send()) }, func() { consume(work, receive()) })
	}
	together(bodies...)
}

func chanProdCons(capacity, work int) func() {
	return func() {
		ch := make(chan int, capacity)
		producersAndConsumers(work, ch,
			func() func() { return func() { ch <- 1 } },
			func() func() int { return func() int { return <-ch } })
	}
}

func selectProdCons() {
	ch, closing := make(chan int, 128), make(chan int)
	producersAndConsumers(100, ch,
		func() func() {
			timer := make(chan int)
			return func() {
				select {
				case ch <- 1:
				case <-timer:
				case <-closing:
				}
			}
		},
		func() func() int {
			timer := make(chan int)
			return func() (value int) {
				select {
				case value = <-ch:
				case <-timer:
				case <-closing:
				}
				return value
			}
		})
}

func chanPopular() {
	popular := make(chan int)
	own := channels(fans, 0)
	bodies := []func(){func() {
		for i := 0; i < popularTurns; i++ {
			for _, ch := range own {
				ch <- 1
			}
		}
	}}
	for _, ch := range own {
		ch := ch
		bodies = append(bodies, func() {
			for i := 0; i < popularTurns; i++ {
				select {
				case <-popular:
				case <-ch:
				}
			}
		})
	}
	together(bodies...)
}

func chanTestRows() []row {
	rows := []row{
		timed("ChanNonblocking", operations, chanNonblocking),
		timed("SelectUncontended", operations, selectUncontended),
		timed("SelectSyncContended", operations, selectSyncContended),
		timed("SelectAsyncContended", operations, selectAsyncContended),
		timed("SelectNonblock", operations, selectNonblock),
		timed("ChanUncontended", bursts, chanUncontended),
		timed("ChanContended", bursts, chanContended),
		timed("ChanSync", operations, chanSync),
		timed("SelectProdCons", operations, selectProdCons),
		timed("ChanPopular", popularTurns, chanPopular),
	}
	for _, capacity := range []int{0, 10, 100} {
		rows = append(rows, timed(fmt.Sprintf("ChanProdCons%d", capacity), operations, chanProdCons(capacity, 0)),
			timed(fmt.Sprintf("ChanProdConsWork%d", capacity), operations, chanProdCons(capacity, 100)))
	}
	return rows
}
