namespace Homelab.Nut;

/// <summary>Bounds on what a peer may send. Generous beside NUT's own (512-byte buffers), small beside our memory.</summary>
public static class NutLimits
{
    /// <summary>A line without its end, in bytes.</summary>
    public const int MaxLineBytes = 8 * 1024;

    public const int MaxWords = 64;

    /// <summary>Rows of one list.</summary>
    public const int MaxRows = 4096;

    /// <summary>All rows of one list together, in bytes.</summary>
    public const int MaxListBytes = 512 * 1024;
}
