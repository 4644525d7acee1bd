module example.com/oneshot

go 1.22
