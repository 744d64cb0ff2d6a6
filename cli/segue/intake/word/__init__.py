"""Word documents: `parts` opens their zip within limits, `reading` tells what is in them."""
