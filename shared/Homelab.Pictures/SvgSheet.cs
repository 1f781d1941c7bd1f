using System.Globalization;
using System.Security;
using System.Text;

namespace Homelab.Pictures;

/// <summary>A picture as it is drawn: an SVG without a script, a style sheet or a font but the reader's own. Every word is escaped.</summary>
public sealed class SvgSheet
{
    private readonly StringBuilder _svg = new();

    public SvgSheet(int width, int height, string title)
    {
        Write($"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"system-ui, sans-serif\" font-size=\"13\">\n");
        Write($"<rect width=\"100%\" height=\"100%\" fill=\"{Paint.Paper}\"/>\n");
        Text(16, 28, title, $"font-size=\"17\" font-weight=\"600\" fill=\"{Paint.Ink}\"");
    }

    public void Text(double x, double y, string words, string style) => Write($"<text x=\"{x:0.#}\" y=\"{y:0.#}\" {style}>{SecurityElement.Escape(words)}</text>\n");

    /// <summary>What stands left of a row.</summary>
    public void Name(double x, double y, string words) => Text(x, y, words, $"text-anchor=\"end\" fill=\"{Paint.Ink}\"");

    public void Line(double x1, double y1, double x2, double y2, string style) => Write($"<line x1=\"{x1:0.#}\" y1=\"{y1:0.#}\" x2=\"{x2:0.#}\" y2=\"{y2:0.#}\" {style}/>\n");

    public void Bar(double from, double to, double top, double height, string style, string words = "") =>
        Write($"<rect x=\"{from:0.#}\" y=\"{top:0.#}\" width=\"{Math.Max(1, to - from):0.#}\" height=\"{height:0.#}\" {style}{Titled("rect", words)}\n");

    public void Dot(double x, double y, double radius, string colour, string words) =>
        Write($"<circle cx=\"{x:0.#}\" cy=\"{y:0.#}\" r=\"{radius:0.#}\" fill=\"{colour}\"{Titled("circle", words)}\n");

    /// <summary>A line with what is below it tinted.</summary>
    public void Area(IReadOnlyList<(double X, double Y)> points, double bottom, string colour)
    {
        var line = Points(points);
        var area = Points([(points[0].X, bottom), .. points, (points[^1].X, bottom)]);
        Write($"<polygon points=\"{area}\" fill=\"{colour}\" fill-opacity=\"0.18\"/><polyline points=\"{line}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"2\"/>\n");
    }

    public void Legend(double x, double y, IEnumerable<(string Style, string Words)> marks)
    {
        foreach (var (style, words) in marks)
        {
            Write($"<rect x=\"{x:0}\" y=\"{y - 10:0.#}\" width=\"12\" height=\"12\" {style}/>");
            Text(x + 18, y, words, $"fill=\"{Paint.Faint}\" font-size=\"12\"");
            x += 40 + (words.Length * 7.2);
        }
    }

    public string Ended() => _svg + "</svg>\n";

    private static string Titled(string element, string words) => words.Length == 0 ? "/>" : $"><title>{SecurityElement.Escape(words)}</title></{element}>";

    private static string Points(IEnumerable<(double X, double Y)> points) =>
        string.Join(" ", points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{point.X:0.#},{point.Y:0.#}")));

    private void Write(FormattableString part) => _svg.Append(part.ToString(CultureInfo.InvariantCulture));
}
