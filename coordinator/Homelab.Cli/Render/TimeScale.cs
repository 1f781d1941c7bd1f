namespace Homelab.Cli.Render;

/// <summary>Seconds as columns of a terminal.</summary>
internal sealed record TimeScale(double From, double To, int Columns)
{
    private const int Fewest = 20;
    private const int Most = 100;

    /// <param name="taken">Columns that names and their margins take.</param>
    public static TimeScale Within(int width, int taken, double from, double to) => new(from, Math.Max(to, from + 1), Math.Clamp(width - taken, Fewest, Most));

    public int Column(double seconds) =>
        double.IsFinite(seconds) ? (int)Math.Clamp(Math.Round((seconds - From) / (To - From) * Columns), 0, Columns) : Columns;

    /// <summary>The moment at which a column begins.</summary>
    public double At(int column) => From + ((To - From) * column / Columns);

    public char[] Empty()
    {
        var line = new char[Columns];
        Array.Fill(line, ' ');
        return line;
    }

    /// <summary>Labels at the quarters, the last one dropped where it has no room.</summary>
    public string Axis()
    {
        var line = new char[Columns + 8];
        Array.Fill(line, ' ');
        for (var quarter = 0; quarter <= 4; quarter++)
        {
            var label = Duration.Seconds(From + ((To - From) * quarter / 4));
            var at = Math.Min(Columns * quarter / 4, Columns - label.Length);
            if (at < 0 || (quarter > 0 && line[Math.Max(0, at - 1)] != ' '))
            {
                continue;
            }

            label.CopyTo(line.AsSpan(at));
        }

        return new string(line).TrimEnd();
    }
}
