// The workloads of the Java benchmarks in Go, one for one, under the same names.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"sync"
	"time"
)

// A row: a workload that does a number of operations.
type row struct {
	name string
	ops  int
	run  func()
}

// How often each row is measured, and for how long each time, after as long a warm-up.
const (
	samples = 4
	each    = 500 * time.Millisecond
)

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

func transfer(capacity, pairs int) func() {
	return func() {
		ch := make(chan int, capacity)
		n := 100_000 / pairs
		var bodies []func()
		for p := 0; p < pairs; p++ {
			bodies = append(bodies, func() {
				for i := 0; i < n; i++ {
					ch <- i
				}
			}, func() {
				for i := 0; i < n; i++ {
					<-ch
				}
			})
		}
		together(bodies...)
	}
}

func pingPong() {
	there, back := make(chan int), make(chan int)
	together(func() {
		for i := 0; i < 50_000; i++ {
			there <- i
			<-back
		}
	}, func() {
		for i := 0; i < 50_000; i++ {
			back <- <-there
		}
	})
}

func channels(n, capacity int) []chan int {
	all := make([]chan int, n)
	for i := range all {
		all[i] = make(chan int, capacity)
	}
	return all
}

const transfers = 1_000_000

func ring(n, capacity int) func() {
	return func() {
		all := channels(n, capacity)
		rounds := transfers / n
		var bodies []func()
		for c := range all {
			first, from, to := c == 0, all[c], all[(c+1)%n]
			bodies = append(bodies, func() {
				if first {
					to <- 0
				}
				for i := 1; i < rounds; i++ {
					to <- <-from
				}
				value := <-from
				if !first {
					to <- value
				}
			})
		}
		together(bodies...)
	}
}

func chain(n, capacity int) func() {
	return func() {
		all := channels(n, capacity)
		values := transfers / n
		bodies := []func(){func() {
			for i := 0; i < values; i++ {
				all[0] <- i
			}
		}, func() {
			for i := 0; i < values; i++ {
				<-all[n-1]
			}
		}}
		for c := 1; c < n; c++ {
			from, to := all[c-1], all[c]
			bodies = append(bodies, func() {
				for i := 0; i < values; i++ {
					to <- <-from
				}
			})
		}
		together(bodies...)
	}
}

func parallel(n, capacity int) func() {
	return func() {
		values := transfers / n
		var bodies []func()
		for _, ch := range channels(n, capacity) {
			ch := ch
			bodies = append(bodies, func() {
				for i := 0; i < values; i++ {
					ch <- i
				}
			}, func() {
				for i := 0; i < values; i++ {
					<-ch
				}
			})
		}
		together(bodies...)
	}
}

// A select over a fixed number of channels has to be written out.
func selecting(cases, capacity int) func() {
	return func() {
		c := channels(8, capacity)
		for i := cases; i < len(c); i++ {
			c[i] = nil
		}
		n := 96_000 / cases
		var bodies []func()
		for i := 0; i < cases; i++ {
			ch := c[i]
			bodies = append(bodies, func() {
				for i := 0; i < n; i++ {
					ch <- i
				}
			})
		}
		bodies = append(bodies, func() {
			for i := 0; i < n*cases; i++ {
				switch cases {
				case 1:
					select {
					case <-c[0]:
					}
				case 2:
					select {
					case <-c[0]:
					case <-c[1]:
					}
				case 4:
					select {
					case <-c[0]:
					case <-c[1]:
					case <-c[2]:
					case <-c[3]:
					}
				default:
					select {
					case <-c[0]:
					case <-c[1]:
					case <-c[2]:
					case <-c[3]:
					case <-c[4]:
					case <-c[5]:
					case <-c[6]:
					case <-c[7]:
					}
				}
			}
		})
		together(bodies...)
	}
}

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
	once sync.Once
	kept int
)

func asking() {
	for i := 0; i < 1_000_000; i++ {
		once.Do(func() { kept = 42 })
	}
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
	return fmt.Sprintf("%d,%03d", n/1000, n%1000)
}

func rows() []row {
	var all []row
	for _, pairs := range []int{1, 4, 100} {
		for _, capacity := range []int{0, 16, 100} {
			kind := "rendezvous"
			if capacity > 0 {
				kind = fmt.Sprintf("buffer %d", capacity)
			}
			all = append(all, row{fmt.Sprintf("%s, %d:%d", kind, pairs, pairs), 100_000, transfer(capacity, pairs)})
		}
	}
	all = append(all, row{"ping-pong", 50_000, pingPong}, row{"ring of 1,000", transfers, ring(1_000, 0)})
	for _, capacity := range []int{0, 16, 100} {
		all = append(all, row{"chain of 10,000" + buffer(capacity), transfers, chain(10_000, capacity)},
			row{"parallel of 10,000" + buffer(capacity), transfers, parallel(10_000, capacity)})
	}
	for _, capacity := range []int{0, 16} {
		for _, cases := range []int{1, 2, 4, 8} {
			all = append(all, row{fmt.Sprintf("select of %d", cases) + buffer(capacity), 96_000, selecting(cases, capacity)})
		}
	}
	all = append(all, row{"mutex, uncontended", 100_000, mutex(1)}, row{"mutex, 4 threads", 100_000, mutex(4)},
		row{"mutex, 100 threads", 100_000, mutex(100)}, row{"once, done", 1_000_000, asking})
	for _, round := range []int{10, 10_000} {
		all = append(all, row{"wait group, rounds of " + grouped(round), 100_000, waitGroup(round)})
	}
	return all
}

// Nanoseconds per operation, over a while.
func measure(r row) float64 {
	runs := 0
	start := time.Now()
	for time.Since(start) < each {
		r.run()
		runs++
	}
	return float64(time.Since(start).Nanoseconds()) / float64(runs) / float64(r.ops)
}

// Other processes that keep all processors busy; what is returned ends them.
func keepBusy() func() {
	var others []*exec.Cmd
	for i := 0; i < runtime.NumCPU(); i++ {
		other := exec.Command(os.Args[0], "-burn")
		if err := other.Start(); err != nil {
			panic(err)
		}
		others = append(others, other)
	}
	return func() {
		for _, other := range others {
			other.Process.Kill()
			other.Wait()
		}
	}
}

func burn() {
	for {
	}
}

// usage: bench [-busy] NAME; prints the samples of the row of that name, none if there is no such row.
func main() {
	busy := flag.Bool("busy", false, "keep the processors busy with other work")
	burning := flag.Bool("burn", false, "be the other work")
	flag.Parse()
	if *burning {
		burn()
	}
	measured := []float64{}
	for _, r := range rows() {
		if r.name != flag.Arg(0) {
			continue
		}
		if *busy {
			defer keepBusy()()
		}
		for i := -1; i < samples; i++ {
			sample := measure(r)
			if i >= 0 { // the first is for warming up
				measured = append(measured, sample)
			}
		}
	}
	json.NewEncoder(os.Stdout).Encode(map[string]any{"version": runtime.Version(), "samples": measured})
}
