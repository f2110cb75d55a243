"""What the analytics SDKs put on the wire, read into values. Pure: no SQL, no HTTP, no clock."""
