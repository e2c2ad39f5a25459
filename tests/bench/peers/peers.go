// What Go takes for the same things, on one thread. Nanoseconds of the processor's time, medians of 15 rounds.
package main

import (
	"fmt"
	"runtime"
	"sort"
	"sync"
	"syscall"
)

const rounds = 15

func processorTime() float64 {
	var usage syscall.Rusage
	syscall.Getrusage(syscall.RUSAGE_SELF, &usage)
	return float64(usage.Utime.Nano() + usage.Stime.Nano())
}

func measure(what string, count int, round func(count int)) {
	taken := make([]float64, rounds)
	for i := range taken {
		begin := processorTime()
		round(count)
		taken[i] = (processorTime() - begin) / float64(count)
	}
	sort.Float64s(taken)
	fmt.Printf("Go: %-48s %10.1f ns\n", what, taken[rounds/2])
}

func rendezvous(count int) {
	channel := make(chan int)
	go func() {
		for i := 0; i < count; i++ {
			channel <- i
		}
	}()
	for i := 0; i < count; i++ {
		<-channel
	}
}

func buffered(count int) {
	channel := make(chan int, 8)
	for i := 0; i < count/8; i++ {
		for k := 0; k < 8; k++ {
			channel <- k
		}
		for k := 0; k < 8; k++ {
			<-channel
		}
	}
}

func selectOf2(count int) {
	a, b := make(chan int), make(chan int)
	go func() {
		for i := 0; i < count/2; i++ {
			a <- i
			b <- i
		}
	}()
	for i := 0; i < count/2*2; i++ {
		select {
		case <-a:
		case <-b:
		}
	}
}

func selectOf16(count int) {
	var c [16]chan int
	for i := range c {
		c[i] = make(chan int)
	}
	go func() {
		for i := 0; i < count/16*16; i++ {
			c[i%16] <- i
		}
	}()
	for i := 0; i < count/16*16; i++ {
		select {
		case <-c[0]:
		case <-c[1]:
		case <-c[2]:
		case <-c[3]:
		case <-c[4]:
		case <-c[5]:
		case <-c[6]:
		case <-c[7]:
		case <-c[8]:
		case <-c[9]:
		case <-c[10]:
		case <-c[11]:
		case <-c[12]:
		case <-c[13]:
		case <-c[14]:
		case <-c[15]:
		}
	}
}

func bufferedAndSelect(count int) {
	a, b := make(chan int, 8), make(chan int, 8)
	for i := 0; i < count/8; i++ {
		for k := 0; k < 8; k++ {
			b <- k
		}
		for k := 0; k < 8; k++ {
			select {
			case <-a:
			case <-b:
			}
		}
	}
}

func spawnAndJoin(count int) {
	for i := 0; i < count; i++ {
		result := make(chan int)
		go func() { result <- 1 }()
		<-result
	}
}

func gateOf10(count int) {
	for i := 0; i < count; i++ {
		var group sync.WaitGroup
		var results [10]int
		group.Add(10)
		for k := 0; k < 10; k++ {
			go func(k int) {
				results[k] = 1
				group.Done()
			}(k)
		}
		group.Wait()
	}
}

func switches(count int) {
	var group sync.WaitGroup
	group.Add(2)
	for i := 0; i < 2; i++ {
		go func() {
			for k := 0; k < count/2; k++ {
				runtime.Gosched()
			}
			group.Done()
		}()
	}
	group.Wait()
}

func liveGoroutines(count int) {
	var before, after runtime.MemStats
	never := make(chan int)
	runtime.GC()
	runtime.ReadMemStats(&before)
	for i := 0; i < count; i++ {
		go func() { <-never }()
	}
	runtime.Gosched()
	runtime.ReadMemStats(&after)
	fmt.Printf("Go: %-48s %10.1f bytes\n", "a live goroutine, 1,000,000 that wait", float64(after.Sys-before.Sys)/float64(count))
}

func main() {
	runtime.GOMAXPROCS(1)
	measure("rendezvous", 300_000, rendezvous)
	measure("buffered put and take", 300_000, buffered)
	measure("select of 2 that waits", 300_000, selectOf2)
	measure("select of 16 that waits", 300_000, selectOf16)
	measure("buffered put and select of 2", 300_000, bufferedAndSelect)
	measure("spawn and join", 100_000, spawnAndJoin)
	measure("gate of 10 (WaitGroup)", 10_000, gateOf10)
	measure("goroutine switch (Gosched)", 200_000, switches)
	liveGoroutines(1_000_000)
}
