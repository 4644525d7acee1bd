module example.com/notices

go 1.22
