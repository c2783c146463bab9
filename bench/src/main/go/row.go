package main

import (
	"fmt"
	"runtime"
	"strconv"
	"sync"
	"time"
)

// A row: what it is called and how a sample of it is taken, over a while.
type row struct {
	name   string
	sample func(each time.Duration) float64
}

// Nanoseconds per operation of a workload that does a number of them.
func timed(name string, ops int, run func()) row {
	return row{name, func(each time.Duration) float64 {
		runs := 0
		start := time.Now()
		for time.Since(start) < each {
			run()
			runs++
		}
		return float64(time.Since(start).Nanoseconds()) / float64(runs) / float64(ops)
	}}
}

// The same of a workload that has to be prepared, for a single run.
func shot(name string, ops int, prepare func() func()) row {
	return row{name, func(time.Duration) float64 {
		run := prepare()
		start := time.Now()
		run()
		return float64(time.Since(start).Nanoseconds()) / float64(ops)
	}}
}

// Bytes allocated per operation.
func allocated(name string, ops int, run func()) row {
	return row{name, func(each time.Duration) float64 {
		var before, after runtime.MemStats
		runs := 0
		runtime.ReadMemStats(&before)
		for start := time.Now(); time.Since(start) < each; runs++ {
			run()
		}
		runtime.ReadMemStats(&after)
		return float64(after.TotalAlloc-before.TotalAlloc) / float64(runs) / float64(ops)
	}}
}

// Bytes in use after something has been made a number of times, per thing; free lets go of all of them.
func kept(name string, count int, make func() (free func())) row {
	return row{name, func(time.Duration) float64 {
		before := used()
		free := make()
		bytes := float64(used()) - float64(before)
		free()
		return bytes / float64(count)
	}}
}

// What is in use, without garbage: heap and stacks.
func used() uint64 {
	runtime.GC()
	runtime.GC()
	var stats runtime.MemStats
	runtime.ReadMemStats(&stats)
	return stats.HeapAlloc + stats.StackInuse
}

// All goroutines of a run; it is over when they are.
func together(bodies ...func()) {
	var group sync.WaitGroup
	for _, body := range bodies {
		group.Add(1)
		go func(body func()) {
			defer group.Done()
			body()
		}(body)
	}
	group.Wait()
}

// The same in a goroutine for each processor.
func onEachCore(body func()) {
	bodies := make([]func(), runtime.GOMAXPROCS(0))
	for i := range bodies {
		bodies[i] = body
	}
	together(bodies...)
}

func channels(n, capacity int) []chan int {
	all := make([]chan int, n)
	for i := range all {
		all[i] = make(chan int, capacity)
	}
	return all
}

func buffer(capacity int) string {
	if capacity == 0 {
		return ""
	}
	return fmt.Sprintf(", buffer %d", capacity)
}

// With commas between the thousands, as the Java rows are named.
func grouped(n int) string {
	if n < 1000 {
		return strconv.Itoa(n)
	}
	return grouped(n/1000) + fmt.Sprintf(",%03d", n%1000)
}
