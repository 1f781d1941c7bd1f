namespace Homelab.Domain.Reports;

/// <summary>One value that the lab file should hold.</summary>
/// <param name="Path">Such as <c>nodes.nas.stop</c>.</param>
/// <param name="From">As it is in force.</param>
/// <param name="Why">As a sentence without its full stop.</param>
public sealed record LabChange(string Path, TimeSpan From, TimeSpan To, string Why);
