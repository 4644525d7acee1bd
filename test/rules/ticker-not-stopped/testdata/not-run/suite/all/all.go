package all

import "example.com/notrun/suite"

// Names is what the suite holds.
var Names = suite.Names
