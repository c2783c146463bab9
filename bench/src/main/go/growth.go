package main

import "reflect"

const (
	tasksInAll = 100_000
	selects    = 10_000
)

// At least tasksInAll tasks, some of them at a time.
func tasks(count int) row {
	rounds := 1
	if count < tasksInAll {
		rounds = tasksInAll / count
	}
	return timed("waiting tasks: "+grouped(count), rounds*count, func() {
		for r := 0; r < rounds; r++ {
			ch := make(chan int)
			group := gather(count, func() { <-ch })
			for i := 0; i < count; i++ {
				ch <- 1
			}
			group.Wait()
		}
	})
}

// A select of so many cases cannot be written out; reflection is Go's way to have it.
func receiveCases(all []chan int) []reflect.SelectCase {
	cases := make([]reflect.SelectCase, len(all))
	for i, ch := range all {
		cases[i] = reflect.SelectCase{Dir: reflect.SelectRecv, Chan: reflect.ValueOf(ch)}
	}
	return cases
}

func readyCases(count int) func() {
	return func() {
		all := channels(count, 1)
		for i, ch := range all {
			ch <- i
		}
		cases := receiveCases(all)
		for i := 0; i < selects; i++ {
			chosen, _, _ := reflect.Select(cases)
			all[chosen] <- chosen
		}
	}
}

func blockedCases(count int) func() {
	return func() {
		all := channels(count, 0)
		together(func() {
			for i := 0; i < selects; i++ {
				all[i%count] <- i
			}
		}, func() {
			cases := receiveCases(all)
			for i := 0; i < selects; i++ {
				reflect.Select(cases)
			}
		})
	}
}

func growthRows() (rows []row) {
	for count := 1; count <= 1_000_000; count *= 10 {
		rows = append(rows, tasks(count))
	}
	for _, count := range []int{1, 10, 100, 1_000} {
		rows = append(rows, timed("cases: "+grouped(count)+", ready", selects, readyCases(count)),
			timed("cases: "+grouped(count)+", blocked", selects, blockedCases(count)))
	}
	return rows
}
