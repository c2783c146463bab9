// The workloads of the Java benchmarks in Go, one for one, under the same names.
package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"time"
)

func all() (rows []row) {
	for _, family := range []func() []row{transferRows, lineRows, selectRows, nonblockingRows, chanTestRows, closeRows, syncRows,
		orChannelRows, growthRows, memoryRows} {
		rows = append(rows, family()...)
	}
	return rows
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

// Computes until the process that started this one is gone.
func burn() {
	for parent := os.Getppid(); parent == os.Getppid(); {
		for i := 0; i < 1_000_000_000; i++ {
		}
	}
}

func list() map[string]any {
	names := []string{}
	for _, r := range all() {
		names = append(names, r.name)
	}
	return map[string]any{"version": runtime.Version(), "rows": names}
}

func measure(r row, warmups, samples int, each time.Duration) []float64 {
	measured := []float64{}
	for i := 0; i < warmups+samples; i++ {
		sample := r.sample(each)
		if i >= warmups {
			measured = append(measured, sample)
		}
	}
	return measured
}

// usage: bench -list | bench [-busy] [-warmups N] [-samples N] [-each DURATION] NAME
// Prints, as JSON, what there is, or the samples of the row of that name.
func main() {
	listing := flag.Bool("list", false, "print the version and the names of all rows")
	busy := flag.Bool("busy", false, "keep the processors busy with other work")
	burning := flag.Bool("burn", false, "be the other work")
	warmups := flag.Int("warmups", 2, "samples that do not count")
	samples := flag.Int("samples", 3, "samples that do")
	each := flag.Duration("each", 250*time.Millisecond, "how long a sample takes")
	flag.Parse()
	out := json.NewEncoder(os.Stdout)
	if *burning {
		burn()
	} else if *listing {
		out.Encode(list())
	} else {
		for _, r := range all() {
			if r.name == flag.Arg(0) {
				if *busy {
					defer keepBusy()()
				}
				out.Encode(measure(r, *warmups, *samples, *each))
				return
			}
		}
		fmt.Fprintf(os.Stderr, "no row is called %q; -list lists all\n", flag.Arg(0))
		os.Exit(2)
	}
}
