namespace Homelab.Pictures;

/// <summary>The charge of one battery over time: on battery in one colour, on line in the other.</summary>
public static class BatteryCurve
{
    /// <param name="points">The charge from 0 to 1.</param>
    public static void Draw(SvgSheet sheet, TimeAxis axis, IReadOnlyList<(TimeSpan At, double Charge, bool OnBattery)> points, double top, double bottom)
    {
        for (var from = 0; from < points.Count;)
        {
            var to = from;
            while (to + 1 < points.Count && points[to + 1].OnBattery == points[from].OnBattery)
            {
                to++;
            }

            // Up to and including the first point of what follows, so that no gap is drawn.
            var part = points.Skip(from).Take(Math.Min(points.Count, to + 2) - from);
            sheet.Area([.. part.Select(point => (axis.X(point.At), bottom - ((bottom - top) * point.Charge)))], bottom, points[from].OnBattery ? Paint.OnBattery : Paint.OnLine);
            from = to + 1;
        }
    }
}
