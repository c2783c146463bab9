package main

import "sync"

func mutex(threads int) func() {
	return func() {
		var lock sync.Mutex
		sum := 0
		n := 100_000 / threads
		var bodies []func()
		for t := 0; t < threads; t++ {
			bodies = append(bodies, func() {
				for i := 0; i < n; i++ {
					lock.Lock()
					sum++
					lock.Unlock()
				}
			})
		}
		together(bodies...)
	}
}

func waitGroup(round int) func() {
	return func() {
		for i := 0; i < 100_000/round; i++ {
			var group sync.WaitGroup
			group.Add(round)
			for t := 0; t < round; t++ {
				go group.Done()
			}
			group.Wait()
		}
	}
}

var (
	once  sync.Once
	value int
)

func asking() {
	for i := 0; i < 1_000_000; i++ {
		once.Do(func() { value = 42 })
	}
}

func syncRows() []row {
	rows := []row{timed("mutex, uncontended", 100_000, mutex(1)), timed("mutex, 4 threads", 100_000, mutex(4)),
		timed("mutex, 100 threads", 100_000, mutex(100)), timed("once, done", 1_000_000, asking)}
	for _, round := range []int{10, 10_000} {
		rows = append(rows, timed("wait group, rounds of "+grouped(round), 100_000, waitGroup(round)))
	}
	return rows
}
