using System.Globalization;

namespace Homelab.Pictures;

/// <summary>Time to the right: from the beginning to the end of what is drawn.</summary>
public sealed class TimeAxis(double left, double across, TimeSpan lasts)
{
    private static readonly double[] Steps = [10, 30, 60, 120, 300, 600, 1800, 3600, 7200, 14400, 43200];

    private readonly double _seconds = Math.Max(60, lasts.TotalSeconds);

    public double X(TimeSpan at) => left + (across * Math.Clamp(at.TotalSeconds / _seconds, 0, 1));

    /// <summary>A line at each even time, with that below it.</summary>
    public void Grid(SvgSheet sheet, double top, double bottom)
    {
        var step = Steps.FirstOrDefault(one => _seconds / one <= 12, 86400);
        for (var at = TimeSpan.Zero; at.TotalSeconds <= _seconds; at += TimeSpan.FromSeconds(step))
        {
            sheet.Line(X(at), top, X(at), bottom, $"stroke=\"{Paint.Rule}\"");
            sheet.Text(X(at), bottom + 16, Clock(at), $"text-anchor=\"middle\" fill=\"{Paint.Faint}\" font-size=\"11\"");
        }
    }

    private string Clock(TimeSpan at) => _seconds < 3600
        ? at.ToString(@"mm\:ss", CultureInfo.InvariantCulture)
        : $"{(int)at.TotalHours}{at.ToString(@"\:mm\:ss", CultureInfo.InvariantCulture)}";
}
